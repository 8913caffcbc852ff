package io.databricksoperator.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the CRDs, for {@code kubectl apply -f -}. */
@Command(
    name = "crds",
    description = "Prints the CRDs: databricks-operator crds | kubectl apply --server-side -f -",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true)
final class CrdsCommand implements Runnable {

  private static final List<String> FILES =
      List.of(
          "/crds/databricks-operator.io_databricksworkspaces.yaml",
          "/crds/databricks-operator.io_databricksjobs.yaml",
          "/crds/databricks-operator.io_databricksruns.yaml");

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    var out = spec.commandLine().getOut();
    for (var file : FILES) {
      out.println("---");
      out.print(read(file));
    }
    out.flush();
  }

  private static String read(String file) {
    try (var stream = Objects.requireNonNull(CrdsCommand.class.getResourceAsStream(file), file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
