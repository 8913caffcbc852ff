package io.databricksoperator.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.BindException;

/** What a person is told when a command could not do its work: never a stack trace. */
final class Failures {

  private static final int NOT_FOUND = 404;

  private Failures() {}

  /** One sentence that says what to do. */
  static String text(Throwable error) {
    for (var cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return "error: the port is in use; choose another one, or 0 for a free one";
      }
      if (cause instanceof KubernetesClientException kubernetes) {
        return kubernetes.getCode() == NOT_FOUND
            ? "error: Kubernetes does not know the operator's resources; install the CRDs first:"
                + " databricks-operator crds | kubectl apply --server-side -f -"
            : "error: Kubernetes: " + kubernetes.getMessage();
      }
    }
    return "error: " + (error.getMessage() == null ? error : error.getMessage());
  }
}
