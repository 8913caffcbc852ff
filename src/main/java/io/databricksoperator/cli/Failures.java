package io.databricksoperator.cli;

import io.databricksoperator.operator.RootCause;
import io.databricksoperator.operator.StartFailure;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.BindException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What a person is told when a command could not do its work: never a stack trace. */
final class Failures {

  private Failures() {}

  /** The last line on stderr, in the form of those before it. */
  static void tell(CommandLine command, String sentence) {
    if (!Logging.tellsOfTheEnd(sentence)) {
      command.getErr().println("error: " + sentence);
    }
  }

  /** One sentence that says what to do. */
  static String text(Throwable error, CommandSpec command) {
    for (var cause = error; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case StartFailure failure -> {
          return failure.getMessage();
        }
        case BindException taken -> {
          return "port" + port(command) + " is in use; choose another one, or 0 for a free one";
        }
        case KubernetesClientException kubernetes -> {
          return "Kubernetes: " + RootCause.text(kubernetes);
        }
        default -> {}
      }
    }
    return error.getMessage() == null ? error.toString() : error.getMessage();
  }

  /** A command has one port at most. */
  private static String port(CommandSpec command) {
    return command.options().stream()
        .filter(option -> option.longestName().endsWith("port"))
        .map(option -> " " + option.getValue())
        .findFirst()
        .orElse("");
  }
}
