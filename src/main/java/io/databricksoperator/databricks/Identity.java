package io.databricksoperator.databricks;

import java.util.regex.Pattern;

/**
 * Who the credentials are, and in which workspace.
 *
 * @param userName a user's e-mail, or a service principal's application id
 * @param workspaceId the workspace behind the host, from the header {@code X-Databricks-Org-Id};
 *     null where the answer carried none
 */
public record Identity(String userName, String workspaceId) {

  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /** Whether it is a service principal: its name is a UUID (databricks-api.md 6.1.6). */
  public boolean isServicePrincipal() {
    return UUID.matcher(userName).matches();
  }
}
