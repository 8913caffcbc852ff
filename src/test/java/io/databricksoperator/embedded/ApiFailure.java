package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A refusal, in the shape of the Kubernetes {@code Status} object that tells the client why. */
final class ApiFailure extends RuntimeException {
  /** One wrong field of an object: the type of fault, the path, and a sentence. */
  record Cause(String reason, String field, String message) {}

  private final int code;
  private final transient ObjectNode status;

  private ApiFailure(int code, String reason, String message) {
    super(message, null, false, false);
    this.code = code;
    this.status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Failure").put("message", message).put("reason", reason).put("code", code);
  }

  int code() {
    return code;
  }

  ObjectNode status() {
    return status;
  }

  static ApiFailure notFound(Kind kind, String name) {
    return new ApiFailure(404, "NotFound", kind.qualified() + " \"" + name + "\" not found")
        .about(kind, name);
  }

  static ApiFailure noSuchPath() {
    return new ApiFailure(404, "NotFound", "the server could not find the requested resource");
  }

  static ApiFailure alreadyExists(Kind kind, String name) {
    return new ApiFailure(
            409, "AlreadyExists", kind.qualified() + " \"" + name + "\" already exists")
        .about(kind, name);
  }

  static ApiFailure conflict(Kind kind, String name, String why) {
    return new ApiFailure(
            409,
            "Conflict",
            "Operation cannot be fulfilled on " + kind.qualified() + " \"" + name + "\": " + why)
        .about(kind, name);
  }

  static ApiFailure stale(Kind kind, String name) {
    return conflict(
        kind,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  static ApiFailure applyConflict(Kind kind, String name, List<Cause> causes) {
    var message =
        "Apply failed with %d conflict(s): %s"
            .formatted(
                causes.size(),
                String.join(
                    "; ", causes.stream().map(c -> c.message() + ": " + c.field()).toList()));
    return new ApiFailure(409, "Conflict", message).about(kind, name).because(causes);
  }

  static ApiFailure forbidden(Kind kind, String name, String why) {
    return new ApiFailure(
            403, "Forbidden", kind.qualified() + " \"" + name + "\" is forbidden: " + why)
        .about(kind, name);
  }

  static ApiFailure badRequest(String why) {
    return new ApiFailure(400, "BadRequest", why);
  }

  static ApiFailure unsupportedMediaType(String type) {
    return new ApiFailure(
        415, "UnsupportedMediaType", "the body of the request was in an unknown format: " + type);
  }

  static ApiFailure methodNotAllowed(String why) {
    return new ApiFailure(405, "MethodNotAllowed", why);
  }

  static ApiFailure invalid(Kind kind, String name, List<Cause> causes) {
    var faults = causes.stream().map(c -> c.field() + ": " + c.message()).toList();
    var list = faults.size() == 1 ? faults.get(0) : "[" + String.join(", ", faults) + "]";
    var type = kind.group().isEmpty() ? kind.kind() : kind.kind() + "." + kind.group();
    return new ApiFailure(422, "Invalid", type + " \"" + name + "\" is invalid: " + list)
        .about(kind, name)
        .because(causes);
  }

  /** An outage that a test asked for. */
  static ApiFailure refused(int code) {
    var reason =
        switch (code) {
          case 401 -> "Unauthorized";
          case 403 -> "Forbidden";
          case 404 -> "NotFound";
          case 409 -> "Conflict";
          case 429 -> "TooManyRequests";
          case 500 -> "InternalError";
          case 503 -> "ServiceUnavailable";
          case 504 -> "Timeout";
          default -> "";
        };
    return new ApiFailure(code, reason, "refused by the embedded API server as asked");
  }

  static ApiFailure expired(long version) {
    return new ApiFailure(410, "Expired", "too old resource version: " + version);
  }

  static ApiFailure broken(Throwable cause) {
    return new ApiFailure(500, "InternalError", "embedded API server: " + cause);
  }

  private ApiFailure about(Kind kind, String name) {
    var details = status.putObject("details").put("name", name).put("kind", kind.plural());
    if (!kind.group().isEmpty()) {
      details.put("group", kind.group());
    }
    return this;
  }

  private ApiFailure because(List<Cause> causes) {
    var list = status.withObject("/details").putArray("causes");
    causes.forEach(
        c ->
            list.addObject()
                .put("reason", c.reason())
                .put("message", c.message())
                .put("field", c.field()));
    return this;
  }
}
