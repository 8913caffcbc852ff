package io.databricksoperator.scenarios;

import static io.databricksoperator.fixtures.World.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.OurProcess;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.SimulatedDatabricks;
import io.databricksoperator.fixtures.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches("\\d{4}-\\d\\d-\\d\\d [0-9:.]{12} (INFO |WARN ) \\w+ .*\\S"))
        .anySatisfy(line -> assertThat(line).contains(" INFO  OperatorApp started management"));
  }

  @Test
  void theFirstLineSaysWhatWasStartedAndWhere() throws Exception {
    // When
    var operator =
        operator(
            Map.of("DATABRICKS_OPERATOR_INSTALLATION_ID", ""),
            "--management-port=0",
            "--watch-namespace=team,b",
            "--allowed-host=.corp.example");
    operator.await(STARTED, PATIENCE);

    // Then
    var started = new ObjectMapper().readTree(operator.lines().getLast());
    var kubeSystem = world.client().namespaces().withName("kube-system").get();
    assertThat(started.path("message").asText()).isEqualTo("started");
    assertThat(started.path("version").asText()).isEqualTo("development");
    assertThat(started.path("cluster").asText()).isEqualTo(world.kubernetes().url());
    assertThat(started.path("namespaces").asText()).isEqualTo("b,team");
    assertThat(started.path("installationId").asText())
        .isEqualTo(kubeSystem.getMetadata().getUid());
    assertThat(started.path("allowedHosts").asText())
        .isEqualTo(".corp.example," + databricks.url());
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
