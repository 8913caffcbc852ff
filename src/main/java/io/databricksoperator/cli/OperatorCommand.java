package io.databricksoperator.cli;

import ch.qos.logback.classic.Level;
import io.databricksoperator.operator.OperatorApp;
import io.databricksoperator.operator.OperatorOptions;
import io.fabric8.kubernetes.client.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    versionProvider = Version.class,
    mixinStandardHelpOptions = true)
final class OperatorCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorCommand.class);
  private static final Path IN_CLUSTER =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

  @Spec private CommandSpec spec;

  @Option(
      names = "--allowed-host",
      split = OptionValues.SPLIT,
      splitSynopsisLabel = ",",
      converter = OptionValues.AllowedHost.class,
      paramLabel = "SUFFIX-OR-ORIGIN",
      description =
          "A host suffix (.corp.example) or an origin (http://127.0.0.1:8080) that workspaces may"
              + " have, beside Databricks' own domains.")
  private List<String> allowedHosts = List.of();

  @Option(
      names = "--watch-namespace",
      split = OptionValues.SPLIT,
      splitSynopsisLabel = ",",
      converter = OptionValues.Namespace.class,
      paramLabel = "NS",
      description = "A namespace to watch; all if left out.")
  private Set<String> watchNamespaces = Set.of();

  @Option(
      names = "--management-port",
      defaultValue = "8080",
      converter = OptionValues.Port.class,
      paramLabel = "PORT",
      description = "Port of /livez, /readyz and /metrics; 0 takes a free one; default 8080.")
  private int managementPort;

  @Option(
      names = "--installation-id",
      converter = OptionValues.InstallationId.class,
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

  @Option(
      names = "--log-level",
      defaultValue = "INFO",
      converter = OptionValues.LogLevel.class,
      description = "ERROR, WARN, INFO (the default), DEBUG or TRACE.")
  private Level logLevel;

  @Override
  public Integer call() throws Exception {
    var options =
        new OperatorOptions(allowedHosts, watchNamespaces, managementPort, installationId);
    Logging.set(logFormat, logLevel);
    var cluster = cluster();
    tellOfUnknownVariables();
    var app = new OperatorApp(options, OperatorApp.client(cluster).build(), Clock.systemUTC());
    Termination.exitsWithZero(app::close);
    app.start();
    new CountDownLatch(1).await();
    return 0;
  }

  private void tellOfUnknownVariables() {
    for (var name : new EnvironmentDefaults(System.getenv()).unknown(spec)) {
      LOG.atWarn()
          .setMessage("this variable is ignored: no option has its name")
          .addKeyValue("variable", name)
          .log();
    }
  }

  /** Nothing is taken from the home directory: which cluster a laptop used last is no choice. */
  private Config cluster() {
    var kubeconfig = System.getenv("KUBECONFIG");
    try {
      if (kubeconfig != null && !kubeconfig.isBlank()) {
        return Kubeconfig.read(kubeconfig);
      }
    } catch (Kubeconfig.Unusable e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    if (Files.exists(IN_CLUSTER)) {
      System.setProperty(Config.KUBERNETES_AUTH_TRYKUBECONFIG_SYSTEM_PROPERTY, "false");
      return Config.autoConfigure(null);
    }
    throw new ParameterException(
        spec.commandLine(), "there is no cluster: run it in a pod, or set $KUBECONFIG");
  }
}
