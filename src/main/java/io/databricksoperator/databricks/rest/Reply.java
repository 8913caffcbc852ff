package io.databricksoperator.databricks.rest;

import okhttp3.Headers;

/**
 * What came back over HTTP.
 *
 * @param body unpacked, at most as long as {@link Network#bodyBytes} allows
 */
record Reply(int status, Headers headers, byte[] body) {

  /** The workspace that it comes from; null where it does not say. */
  String workspaceId() {
    var id = headers.get("X-Databricks-Org-Id");
    return id == null || id.isBlank() ? null : id.strip();
  }

  boolean success() {
    return status >= 200 && status < 300;
  }

  /** Without the body: it may hold a token. */
  @Override
  public String toString() {
    return "Reply[" + status + ", " + body.length + " bytes]";
  }
}
