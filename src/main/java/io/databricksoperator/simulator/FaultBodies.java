package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/** What Databricks says with a status when a fault was given no body (databricks-api.md 4.2). */
final class FaultBodies {
  private FaultBodies() {}

  static JsonNode usual(int status) {
    return switch (status) {
      case 401 -> body("UNAUTHENTICATED", "Access token has expired.");
      case 403 -> body("PERMISSION_DENIED", "Invalid access token.");
      case 404 -> body("NOT_FOUND", "Not found.");
      case 409 -> body("CONFLICT", "The request conflicts with another one.");
      case 429 -> body("REQUEST_LIMIT_EXCEEDED", "Current request has exceeded the rate limit.");
      case 501 -> body("NOT_IMPLEMENTED", "Not implemented.");
      case 503 -> body("TEMPORARILY_UNAVAILABLE", "The service is temporarily unavailable.");
      case 504 -> body("DEADLINE_EXCEEDED", "The request took too long.");
      default ->
          status >= 500
              ? body("INTERNAL_ERROR", "Internal error.")
              : body("BAD_REQUEST", "Bad request.");
    };
  }

  private static JsonNode body(String code, String message) {
    return Json.object().put("error_code", code).put("message", message);
  }
}
