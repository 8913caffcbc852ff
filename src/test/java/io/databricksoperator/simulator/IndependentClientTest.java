package io.databricksoperator.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Clients that nobody here wrote, against the simulator: Databricks' Python SDK from the public
 * package registry, and curl. Where they cannot be had, the test says NOT RUN and is aborted.
 */
class IndependentClientTest {
  private static final Path HOME = Path.of("target", "independent-client").toAbsolutePath();
  private static final Path PYTHON = HOME.resolve("bin").resolve("python");
  private static final Duration INSTALLING = Duration.ofMinutes(4);
  private static final Duration RUNNING = Duration.ofMinutes(2);

  private record Ended(int code, String output) {}

  /** How a command ended; code -1 when it could not be started or took too long. */
  private static Ended command(Duration limit, List<String> command)
      throws IOException, InterruptedException {
    Files.createDirectories(HOME.getParent());
    Path output = Files.createTempFile(HOME.getParent(), "command", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        return new Ended(process.exitValue(), Files.readString(output));
      }
      process.destroyForcibly().waitFor();
      return new Ended(-1, "took longer than " + limit + "\n" + Files.readString(output));
    } catch (IOException e) {
      return new Ended(-1, e.getMessage());
    } finally {
      Files.delete(output);
    }
  }

  private static void assume(String needed, Ended ended) {
    if (ended.code() != 0) {
      String reason =
          "NOT RUN: " + needed + ": " + ended.output().strip().replaceAll("\\s*\\R\\s*", " | ");
      System.out.println(reason);
      Assumptions.abort(reason);
    }
  }

  /** Makes the environment once; a later run finds it and needs no network. */
  private static void prepareSdk() throws IOException, InterruptedException {
    List<String> check = List.of(PYTHON.toString(), "-c", "import databricks.sdk.service.jobs");
    if (command(RUNNING, check).code() == 0) {
      return;
    }
    assume(
        "Python 3 with venv is needed",
        command(INSTALLING, List.of("python3", "-m", "venv", "--clear", HOME.toString())));
    assume(
        "the package databricks-sdk cannot be installed",
        command(
            INSTALLING,
            List.of(
                PYTHON.toString(),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--no-input",
                "--retries",
                "1",
                "databricks-sdk")));
    assume("the package databricks-sdk cannot be imported", command(RUNNING, check));
  }

  @Test
  void databricksOwnPythonSdkWorksWithTheSimulator() throws IOException, InterruptedException {
    // Given
    prepareSdk();
    try (WorkspaceClient workspace = WorkspaceClient.start()) {
      Path script = Path.of("src", "test", "python", "independent_client.py").toAbsolutePath();
      // When
      Ended ended =
          command(
              RUNNING,
              List.of(PYTHON.toString(), script.toString(), workspace.url(), "t", "app", "s3cret"));
      // Then
      assertThat(ended.output()).endsWith("ALL OK\n");
      assertThat(ended.code()).isZero();
    }
  }

  @Test
  void curlWorksWithTheSimulator() throws IOException, InterruptedException {
    // Given
    assume("curl is needed", command(RUNNING, List.of("curl", "--version")));
    try (WorkspaceClient workspace = WorkspaceClient.start()) {
      String jobs = workspace.url() + "/api/2.2/jobs/";
      List<String> curl =
          List.of(
              "curl",
              "--silent",
              "--show-error",
              "--noproxy",
              "*",
              "--header",
              "Authorization: Bearer t");
      // When
      Ended created =
          command(
              RUNNING,
              with(curl, "--fail-with-body", "--data", "{\"name\":\"by curl\"}", jobs + "create"));
      Ended missing = command(RUNNING, with(curl, "--fail-with-body", jobs + "get?job_id=42"));
      // Then
      assertThat(created.code()).isZero();
      assertThat(created.output()).matches("\\{\"job_id\":\\d{16,19}}");
      assertThat(missing.code()).isEqualTo(22);
      assertThat(missing.output()).contains("Job 42 does not exist.");
    }
  }

  private static List<String> with(List<String> command, String... more) {
    return Stream.concat(command.stream(), Stream.of(more)).toList();
  }
}
