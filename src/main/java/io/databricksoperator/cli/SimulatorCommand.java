package io.databricksoperator.cli;

import io.databricksoperator.simulator.SimulatorOptions;
import io.databricksoperator.simulator.SimulatorServer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the simulator. */
@Command(
    name = "simulator",
    description = "Runs a Databricks workspace over HTTP, for laptops, demos and tests.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true)
final class SimulatorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      defaultValue = "0",
      converter = OptionValues.Port.class,
      paramLabel = "PORT",
      description = "Port to listen on; 0, the default, takes a free one.")
  private int port;

  @Option(names = "--token", description = "A personal access token that is accepted.")
  private List<String> tokens = List.of();

  @Option(
      names = "--client",
      paramLabel = "ID:SECRET",
      description = "OAuth client credentials that are accepted.")
  private List<String> clients = List.of();

  @Option(
      names = "--speed",
      defaultValue = "1",
      description = "How many times faster than a clock its time goes; default 1.")
  private double speed;

  @Override
  public Integer call() throws Exception {
    if (tokens.isEmpty() && clients.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Give --token, --client, or both");
    }
    try (var server = SimulatorServer.start(options())) {
      Termination.exitsWithZero(server::close);
      spec.commandLine().getOut().println("listening on " + server.url());
      spec.commandLine().getOut().flush();
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private SimulatorOptions options() {
    var options = bounded();
    for (var token : tokens) {
      options = options.withToken(token);
    }
    for (var client : clients) {
      var parts = client.split(":", 2);
      if (parts.length != 2) {
        throw new ParameterException(spec.commandLine(), "--client takes ID:SECRET");
      }
      options = options.withClient(parts[0], parts[1]);
    }
    return options;
  }

  private SimulatorOptions bounded() {
    try {
      return SimulatorOptions.defaults().withPort(port).withSpeed(speed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
