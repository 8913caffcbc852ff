package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A refusal in Databricks' own form: status, {@code error_code} and message (databricks-api.md
 * 4.1).
 */
final class ApiError extends RuntimeException {
  private final int status;
  private final String code;

  ApiError(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static ApiError invalid(String message) {
    return new ApiError(400, "INVALID_PARAMETER_VALUE", message);
  }

  static ApiError malformed(String message) {
    return new ApiError(400, "MALFORMED_REQUEST", "Could not parse request object: " + message);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  ObjectNode body(String requestId) {
    ObjectNode body = Json.object().put("error_code", code).put("message", getMessage());
    body.putArray("details")
        .addObject()
        .put("@type", "type.googleapis.com/google.rpc.RequestInfo")
        .put("request_id", requestId)
        .put("serving_data", "");
    return body;
  }
}
