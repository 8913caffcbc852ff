package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.databricksoperator.embedded.EmbeddedKubernetes;
import io.databricksoperator.fixtures.OurProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that can not do its work says why in its last line, and by its exit code. */
class OperatorStartTest {

  private static final int PATIENCE = 60;

  @TempDir private Path folder;
  private final List<OurProcess> processes = new ArrayList<>();

  @AfterEach
  void stop() {
    processes.forEach(OurProcess::close);
  }

  private OurProcess operator(Map<String, String> environment, String... options)
      throws IOException {
    var command = new ArrayList<>(OurProcess.launcher());
    command.add("operator");
    command.addAll(List.of(options));
    var all = new HashMap<>(Map.of("DATABRICKS_OPERATOR_MANAGEMENT_PORT", "0"));
    all.putAll(environment);
    return started(command, all);
  }

  private OurProcess started(List<String> command, Map<String, String> environment)
      throws IOException {
    var process = OurProcess.start("process-" + processes.size(), folder, command, environment);
    processes.add(process);
    return process;
  }

  private Map<String, String> kubeconfig(String server) throws IOException {
    var file =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            current-context: a
            clusters: [{name: a, cluster: {server: "%s"}}]
            contexts: [{name: a, context: {cluster: a}}]
            """
                .formatted(server));
    return Map.of("KUBECONFIG", file.toString());
  }

  private static String dead() throws IOException {
    try (var free = new ServerSocket(0)) {
      return "http://127.0.0.1:" + free.getLocalPort();
    }
  }

  @Test
  void aPortThatIsInUseIsToldInOneLineAndExitsWithOne() throws Exception {
    try (var taken = new ServerSocket(0)) {
      // When
      var port = Integer.toString(taken.getLocalPort());
      var operator = operator(kubeconfig(dead()), "--management-port", port);

      // Then
      assertThat(operator.exitCode(PATIENCE)).isEqualTo(1);
      assertThat(operator.lines())
          .containsExactly(
              "error: port " + port + " is in use; choose another one, or 0 for a free one");
    }
  }

  @Test
  void aClusterWithoutTheCrdsSaysWhatToInstallAndNothingElse() throws Exception {
    // Given
    try (var bare = EmbeddedKubernetes.start(List.of())) {
      // When
      var operator = operator(kubeconfig(bare.url()));

      // Then
      assertThat(operator.exitCode(PATIENCE)).isEqualTo(1);
      assertThat(operator.lines())
          .singleElement()
          .asString()
          .startsWith("error: Kubernetes at " + bare.url())
          .endsWith("databricks-operator crds | kubectl apply --server-side -f -");
    }
  }

  @Test
  void aClusterThatIsNotReachedIsToldInOneLineAndExitsWithOne() throws Exception {
    // Given
    var url = dead();

    // When
    var operator = operator(kubeconfig(url));

    // Then
    assertThat(operator.exitCode(PATIENCE)).isEqualTo(1);
    assertThat(operator.lines())
        .containsExactly("error: cannot reach Kubernetes at " + url + ": Connection refused");
  }

  @Test
  void aKubeconfigThatIsNoneIsWrongUsage() throws Exception {
    // Given
    var none = folder.resolve("none").toString();

    // When
    var operator = operator(Map.of("KUBECONFIG", none));

    // Then
    assertThat(operator.exitCode(PATIENCE)).isEqualTo(2);
    assertThat(operator.lines())
        .containsExactly("error: $KUBECONFIG names " + none + ", which is not a file");
  }

  @Test
  void whatALibraryCannotMakeSenseOfIsNoWrongUsage() throws Exception {
    // Given
    var cluster = kubeconfig("https://127.0.0.1\", certificate-authority: \"no-such-file");

    // When
    var operator = operator(cluster);

    // Then
    assertThat(operator.exitCode(PATIENCE)).isEqualTo(1);
    assertThat(operator.lines())
        .singleElement()
        .asString()
        .startsWith("error: ")
        .contains("no-such-file");
  }

  @Test
  void aVariableThatIsNoOptionIsWarnedOfAndOnceTheLogHasBegunTheEndIsInItToo() throws Exception {
    // Given
    var environment = new HashMap<>(kubeconfig(dead()));
    environment.put("DATABRICKS_OPERATOR_MANAGMENT_PORT", "8081");

    // When
    var json = operator(environment);
    var text = operator(environment, "--log-format", "text");

    // Then
    assertThat(json.exitCode(PATIENCE)).isEqualTo(1);
    assertThat(json.lines()).hasSize(2);
    var warning = new ObjectMapper().readTree(json.lines().getFirst());
    assertThat(warning.path("level").asText()).isEqualTo("WARN");
    assertThat(warning.path("variable").asText()).isEqualTo("DATABRICKS_OPERATOR_MANAGMENT_PORT");
    var end = new ObjectMapper().readTree(json.lines().getLast());
    assertThat(end.path("level").asText()).isEqualTo("ERROR");
    assertThat(end.path("message").asText()).startsWith("cannot reach Kubernetes at ");
    assertThat(text.exitCode(PATIENCE)).isEqualTo(1);
    assertThat(text.lines().getFirst()).contains("MANAGMENT_PORT");
    assertThat(text.lines().getLast()).startsWith("error: cannot reach Kubernetes at ");
  }

  @Test
  void sigtermEndsItWithZeroWhileKubernetesDoesNotAnswer() throws Exception {
    // Given
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      silent.setSoTimeout(PATIENCE * 1000);
      var operator = operator(kubeconfig("http://127.0.0.1:" + silent.getLocalPort()));
      try (var asked = silent.accept()) {
        assertThat(asked.isConnected()).isTrue();

        // When
        operator.terminate();

        // Then
        assertThat(operator.exitCode(PATIENCE)).isZero();
      }
    }
  }

  @Test
  void whatCannotBeWrittenIsNoSuccess() throws Exception {
    // Given
    assumeThat(Path.of("/dev/full")).exists();
    var command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" > /dev/full", "sh"));
    command.addAll(OurProcess.launcher());
    command.add("crds");

    // When
    var crds = started(command, Map.of());

    // Then
    assertThat(crds.exitCode(PATIENCE)).isEqualTo(1);
    assertThat(crds.lines()).containsExactly("error: the output could not be written");
  }
}
