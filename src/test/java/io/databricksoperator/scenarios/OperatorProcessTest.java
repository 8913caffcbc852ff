package io.databricksoperator.scenarios;

import static io.databricksoperator.fixtures.World.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.databricksoperator.embedded.EmbeddedKubernetes;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.OurProcess;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.SimulatedDatabricks;
import io.databricksoperator.fixtures.World;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator as Kubernetes sees it: a process with arguments, probes, logs and an exit code. */
class OperatorProcessTest {

  private static final Pattern STARTED = Pattern.compile("\"managementPort\":\"?(\\d+)");
  private static final String[] KEYS = {"time", "level", "logger", "message"};
  private static final int PATIENCE = 60;

  @TempDir private Path folder;
  private World world;
  private SimulatedDatabricks databricks;
  private final List<OurProcess> processes = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    world = new World();
    databricks = world.databricks();
    world.kubernetes().writeKubeconfig(kubeconfig());
  }

  @AfterEach
  void stop() {
    processes.forEach(OurProcess::close);
    world.close();
  }

  @Test
  void sigtermFinishesTheStepInHandAndExitsWithZero() throws Exception {
    // Given
    var operator = operator(Map.of(), "--management-port", "0");
    operator.await(STARTED, PATIENCE);
    world.connect();
    databricks.fault("{\"route\": \"POST /api/2.2/jobs/create\", \"latency\": \"PT3S\"}");
    world.apply(Manifests.job("etl", "[{task_key: only, notebook_task: {notebook_path: /a}}]", ""));
    await("the create to be under way")
        .until(() -> databricks.calls("POST /api/2.2/jobs/create") == 1);

    // When
    operator.terminate();

    // Then
    assertThat(operator.exitCode(PATIENCE)).isZero();
    assertThat(databricks.effects("JobCreated")).isEqualTo(1);
    assertThat(world.job("etl").getStatus().jobId())
        .isEqualTo(databricks.jobs().getFirst().path("job_id").asText());
  }

  @Test
  void probesAnswerAndEveryLogLineIsOneJsonObject() throws Exception {
    // Given
    var operator = operator(Map.of("DATABRICKS_OPERATOR_MANAGEMENT_PORT", "0"));
    var port = operator.await(STARTED, PATIENCE);
    world.connect();

    // When
    world.apply(Manifests.job("etl", "[{task_key: only, notebook_task: {notebook_path: /a}}]", ""));
    await("the job to be ready").until(() -> Shown.of(world.job("etl")).isTrue("Ready"));

    // Then
    assertThat(get(port, "livez").statusCode()).isEqualTo(200);
    assertThat(get(port, "readyz").statusCode()).isEqualTo(200);
    assertThat(get(port, "metrics").body())
        .contains("databricks_operator_api_requests_total{endpoint=\"jobs/create\"");
    var lines = new ArrayList<JsonNode>();
    for (var line : operator.lines()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    assertThat(lines)
        .allSatisfy(line -> assertThat(line.fieldNames()).toIterable().contains(KEYS))
        .anySatisfy(
            line -> {
              assertThat(line.path("reason").asText()).isEqualTo("Created");
              assertThat(line.path("kind").asText()).isEqualTo("DatabricksJob");
              assertThat(line.path("namespace").asText()).isEqualTo("team");
              assertThat(line.path("name").asText()).isEqualTo("etl");
              assertThat(line.path("workspace").asText()).isEqualTo("team/main");
              assertThat(line.path("jobId").asText())
                  .isEqualTo(world.job("etl").getStatus().jobId());
            });
  }

  @Test
  void peopleGetTextInPlaceOfJson() throws Exception {
    // When
    var operator = operator(Map.of(), "--management-port", "0", "--log-format", "text");
    var port = operator.await(Pattern.compile("managementPort=\"(\\d+)\""), PATIENCE);

    // Then
    assertThat(get(port, "livez").statusCode()).isEqualTo(200);
    assertThat(operator.lines())
        .allSatisfy(line -> assertThat(line).matches("[0-9:.]{12} (INFO |WARN ) \\w+ .+"))
        .anySatisfy(line -> assertThat(line).contains(" INFO  OperatorApp started management"));
  }

  @Test
  void aPortThatIsInUseIsToldInOneLineAndExitsWithOne() throws Exception {
    try (var taken = new ServerSocket(0)) {
      // When
      var port = Integer.toString(taken.getLocalPort());
      var operator = operator(Map.of(), "--management-port", port);

      // Then
      assertThat(operator.exitCode(PATIENCE)).isEqualTo(1);
      assertThat(operator.lines())
          .containsExactly("error: the port is in use; choose another one, or 0 for a free one");
    }
  }

  @Test
  void aClusterWithoutTheCrdsSaysWhatToInstall() throws Exception {
    // Given
    try (var bare = EmbeddedKubernetes.start(List.of())) {
      bare.writeKubeconfig(kubeconfig());

      // When
      var operator = operator(Map.of(), "--management-port", "0");

      // Then
      assertThat(operator.exitCode(PATIENCE)).isEqualTo(1);
      assertThat(operator.lines().getLast()).contains("crds | kubectl apply --server-side -f -");
      assertThat(operator.lines()).noneMatch(line -> line.startsWith("\tat "));
    }
  }

  @Test
  void wrongUsageExitsWithTwoAndSaysWhatIsRight() throws Exception {
    // When
    var level = operator(Map.of(), "--log-level", "LOUD");
    var host = operator(Map.of(), "--allowed-host", "ftp://nowhere");
    var port = operator(Map.of(), "--management-port", "70000");
    var cluster = operator(Map.of("KUBECONFIG", folder.resolve("none").toString()));

    // Then
    assertThat(level.exitCode(PATIENCE)).isEqualTo(2);
    assertThat(level.lines().getFirst()).contains("ERROR, WARN, INFO, DEBUG and TRACE");
    assertThat(host.exitCode(PATIENCE)).isEqualTo(2);
    assertThat(host.lines().getFirst()).contains("ftp://nowhere");
    assertThat(port.exitCode(PATIENCE)).isEqualTo(2);
    assertThat(port.lines().getFirst()).contains("no port 70000");
    assertThat(cluster.exitCode(PATIENCE)).isEqualTo(2);
    assertThat(cluster.lines().getFirst()).contains("$KUBECONFIG names");
  }

  @Test
  void whatALibraryCannotMakeSenseOfIsNoWrongUsage() throws Exception {
    // Given
    var broken = folder.resolve("broken");
    var config = Files.readString(kubeconfig());
    Files.writeString(broken, config.replaceAll("(://[^:]+):\\d+", "$1:99999"));

    // When
    var operator = operator(Map.of("KUBECONFIG", broken.toString()), "--management-port", "0");

    // Then
    assertThat(operator.exitCode(PATIENCE)).isEqualTo(1);
    assertThat(operator.lines().getLast()).startsWith("error: ");
  }

  private OurProcess operator(Map<String, String> environment, String... options)
      throws IOException {
    var command = new ArrayList<>(OurProcess.launcher());
    command.addAll(List.of("operator", "--allowed-host", databricks.url()));
    command.addAll(List.of(options));
    var all = new HashMap<>(Map.of("KUBECONFIG", kubeconfig().toString()));
    all.putAll(environment);
    var process = OurProcess.start("operator-" + processes.size(), folder, command, all);
    processes.add(process);
    return process;
  }

  private Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  private static HttpResponse<String> get(String port, String path) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + port + "/" + path);
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }
}
