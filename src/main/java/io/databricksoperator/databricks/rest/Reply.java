package io.databricksoperator.databricks.rest;

import okhttp3.Headers;

/**
 * What came back over HTTP.
 *
 * @param body unpacked, at most as long as {@link Network#bodyBytes} allows
 */
record Reply(int status, Headers headers, byte[] body) {

  boolean success() {
    return status >= 200 && status < 300;
  }

  /** Without the body: it may hold a token. */
  @Override
  public String toString() {
    return "Reply[" + status + ", " + body.length + " bytes]";
  }
}
