package io.databricksoperator.databricks.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A successful answer.
 *
 * @param json its body; an empty object for an empty body
 * @param workspaceId the header {@code X-Databricks-Org-Id}; null where it is missing
 */
record Content(ObjectNode json, String workspaceId) {

  /** Without the body: it may hold a token. */
  @Override
  public String toString() {
    return "Content[" + json.size() + " fields]";
  }
}
