package io.databricksoperator.cli;

import ch.qos.logback.classic.Level;
import io.databricksoperator.operator.OperatorApp;
import io.databricksoperator.operator.OperatorOptions;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the operator. */
@Command(
    name = "operator",
    description = {
      "Runs the operator against the cluster that it is in, or the one of $KUBECONFIG.",
      "Every option can also be an environment variable: --log-level is"
          + " DATABRICKS_OPERATOR_LOG_LEVEL."
    },
    mixinStandardHelpOptions = true)
final class OperatorCommand implements Callable<Integer> {

  private static final Path IN_CLUSTER =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

  @Spec private CommandSpec spec;

  @Option(
      names = "--allowed-host",
      split = ",",
      paramLabel = "SUFFIX-OR-ORIGIN",
      description =
          "A host suffix (.corp.example) or an origin (http://127.0.0.1:8080) that workspaces may"
              + " have, beside Databricks' own domains.")
  private List<String> allowedHosts = List.of();

  @Option(
      names = "--watch-namespace",
      split = ",",
      paramLabel = "NS",
      description = "A namespace to watch; all if left out.")
  private Set<String> watchNamespaces = Set.of();

  @Option(
      names = "--management-port",
      defaultValue = "8080",
      paramLabel = "PORT",
      description = "Port of /livez, /readyz and /metrics; 0 takes a free one; default 8080.")
  private int managementPort;

  @Option(
      names = "--installation-id",
      paramLabel = "ID",
      description =
          "Names this installation in the tags of its jobs; the uid of the namespace kube-system if"
              + " left out.")
  private String installationId;

  @Option(
      names = "--log-format",
      defaultValue = "json",
      description = "json, the default, or text.")
  private Logging.Format logFormat;

  @Option(names = "--log-level", defaultValue = "INFO", description = "INFO is the default.")
  private String logLevel;

  @Override
  public Integer call() throws Exception {
    var level = Level.toLevel(logLevel, null);
    if (level == null) {
      throw new ParameterException(
          spec.commandLine(), "--log-level is one of ERROR, WARN, INFO, DEBUG and TRACE");
    }
    Logging.set(logFormat, level);
    var app = new OperatorApp(options(), kubernetes(), Clock.systemUTC());
    Termination.exitsWithZero(app::close);
    app.start();
    new CountDownLatch(1).await();
    return 0;
  }

  private OperatorOptions options() {
    try {
      return new OperatorOptions(allowedHosts, watchNamespaces, managementPort, installationId);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Nothing is taken from the home directory: a laptop's current context is nobody's choice. */
  private KubernetesClient kubernetes() {
    var kubeconfig = System.getenv("KUBECONFIG");
    if (kubeconfig != null && !kubeconfig.isBlank()) {
      var file = new File(kubeconfig.split(File.pathSeparator)[0]);
      if (!file.isFile()) {
        throw new ParameterException(
            spec.commandLine(), "$KUBECONFIG names " + file + ", which is not a file");
      }
      return OperatorApp.client(Config.fromKubeconfig(file)).build();
    }
    if (Files.exists(IN_CLUSTER)) {
      System.setProperty(Config.KUBERNETES_AUTH_TRYKUBECONFIG_SYSTEM_PROPERTY, "false");
      return OperatorApp.client(Config.autoConfigure(null)).build();
    }
    throw new ParameterException(
        spec.commandLine(), "No cluster: run it in a pod, or set $KUBECONFIG");
  }
}
