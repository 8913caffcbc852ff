package io.databricksoperator.databricks;

/**
 * Who the credentials are, and in which workspace.
 *
 * @param userName a user's e-mail, or a service principal's application id
 * @param workspaceId the workspace behind the host, from the header {@code X-Databricks-Org-Id};
 *     null where the answer carried none
 */
public record Identity(String userName, String workspaceId) {}
