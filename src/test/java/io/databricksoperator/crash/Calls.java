package io.databricksoperator.crash;

import java.util.Optional;

/** Which calls count, and their names: those that change something, and reads that decide. */
final class Calls {

  private static final String OURS = "/apis/databricks-operator.io/v1beta1/namespaces/[^/]+/";

  private Calls() {}

  /** The name of a call that counts. Kubernetes' events do not: nothing depends on them. */
  static Optional<String> name(Message request) {
    var target = request.target();
    var path = target.split("\\?")[0];
    return path.startsWith("/api/2.")
        ? databricks(request.method(), path.replaceFirst("/api/2.\\d/", ""), target)
        : kubernetes(request.method(), path);
  }

  /** Whether a call of this name changes something. */
  static boolean writes(String name) {
    return !name.startsWith("GET ");
  }

  /** Whether a call of this name brings a story on; a workspace's own figures do not. */
  static boolean steps(String name) {
    return writes(name) && !name.contains("databricksworkspaces/");
  }

  /** Whether a call of this name goes to Databricks. */
  static boolean toDatabricks(String name) {
    return name.contains(" jobs/");
  }

  /**
   * Whether this going wrong at a call of this name leaves anything behind that the others do not:
   * a read changes nothing, so one death is as good as another; and whether a process dies before
   * or after it has read that a status was written, nobody can tell afterwards.
   */
  static boolean bears(String name, Cut.When when) {
    return switch (when) {
      case DURING -> true;
      case BEFORE, LOST -> writes(name);
      case FORBIDDEN -> writes(name) && !toDatabricks(name);
      case AFTER, UNAVAILABLE -> writes(name) && toDatabricks(name);
    };
  }

  /** Whether this is a stream without an end. */
  static boolean watches(Message request) {
    return request.method().equals("GET") && request.target().contains("watch=true");
  }

  private static Optional<String> databricks(String method, String path, String target) {
    if (method.equals("POST")) {
      return Optional.of("POST " + path);
    }
    boolean search = path.equals("jobs/list") && target.contains("name=");
    boolean read = path.equals("jobs/get") || path.startsWith("jobs/runs/get");
    return search || read ? Optional.of("GET " + path) : Optional.empty();
  }

  private static Optional<String> kubernetes(String method, String path) {
    return method.equals("GET") || path.endsWith("/events")
        ? Optional.empty()
        : Optional.of(method + " " + path.replaceFirst(OURS, ""));
  }
}
