package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.databricksoperator.api.Phase;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What following runs costs in calls, by the simulator's ledger (design 3.7). */
class RunCallsTest {

  private static final String LIST = "GET /api/2.2/jobs/runs/list";
  private static final String GET = "GET /api/2.2/jobs/runs/get";
  private static final String OUTPUT = "GET /api/2.2/jobs/runs/get-output";

  /** What a poll brought is acted on before the next one. */
  private static final Duration SLOWLY = Duration.ofMillis(250);

  @Test
  void aHundredActiveRunsCostFourPagesAPollAndNothingMore() {
    try (var world = World.started()) {
      // Given
      var progress = Progress.of(world);
      world.databricks().script("{\"job\": \"busy\", \"attempts\": [{\"duration\": \"PT2H\"}]}");
      world.apply(busy(100));
      World.await("the job").until(() -> Shown.of(world.job("busy")).isTrue("Ready"));
      IntStream.range(0, 100)
          .forEach(i -> world.apply(Manifests.run("run-%03d".formatted(i), "busy", "")));
      progress.until(
          "all to run",
          () ->
              IntStream.range(0, 100)
                  .mapToObj(i -> progress.status("run-%03d".formatted(i)))
                  .allMatch(s -> s.phase() == Phase.Running && s.tasks() != null));
      progress.pass(Duration.ofSeconds(20));
      world.databricks().forgetLedger();

      // When
      progress.by(Duration.ofSeconds(1)).pass(Duration.ofSeconds(60));

      // Then
      assertThat(world.databricks().calls(GET)).isZero();
      assertThat(polls(world))
          .hasSizeBetween(1, 7)
          .allSatisfy(poll -> assertThat(poll).isLessThanOrEqualTo(5));
      assertThat(calls(world, LIST, null))
          .extracting(call -> call.path("query").asText())
          .allSatisfy(query -> assertThat(query).contains("expand_tasks=true"));
    }
  }

  @Test
  void amongOtherPeoplesRunsOnlyOurOwnAreRead() {
    try (var world = World.started()) {
      // Given
      var progress = Progress.of(world);
      world.databricks().script("{\"job\": \"*\", \"attempts\": [{\"duration\": \"PT2H\"}]}");
      world.apply(busy(10));
      World.await("the job").until(() -> Shown.of(world.job("busy")).isTrue("Ready"));
      progress.start("ours-1", "busy", "");
      progress.start("ours-2", "busy", "");
      progress.pass(Duration.ofSeconds(2));
      IntStream.range(0, 60)
          .forEach(
              i ->
                  world
                      .databricks()
                      .post(
                          "/api/2.2/jobs/runs/submit",
                          "{\"run_name\": \"x%d\", \"tasks\": [{\"task_key\": \"t\","
                              + " \"notebook_task\": {\"notebook_path\": \"/t\"}}]}",
                          i));
      progress.until("ours-1", Phase.Running);
      progress.until("ours-2", Phase.Running);
      world.databricks().forgetLedger();

      // When
      progress.by(Duration.ofSeconds(1)).pass(Duration.ofSeconds(120));

      // Then
      assertThat(world.databricks().calls(LIST) + world.databricks().calls(GET)).isBetween(12, 34);
    }
  }

  @Test
  void aRunThatFailsAndIsRepairedCostsFewCalls() {
    try (var world = World.started()) {
      // Given
      var progress = Progress.of(world);
      world
          .databricks()
          .script(
              """
              {"job": "etl", "task": "b", "attempts": [
                {"result": "FAILED", "code": "DRIVER_ERROR"}, {"result": "SUCCESS"}]}
              """);
      progress.job(
          "etl",
          "[{task_key: a, notebook_task: {notebook_path: /a}},"
              + " {task_key: b, notebook_task: {notebook_path: /b}},"
              + " {task_key: c, depends_on: [{task_key: b}], notebook_task: {notebook_path: /c}}]",
          "repairPolicy: {backoff: {initial: 60s}}");

      // When
      var runId = progress.start("etl", "etl", "").runId();
      progress.by(SLOWLY).until("etl", Phase.RepairPending);
      var failed = calls(world, GET, runId).size();
      progress.by(SLOWLY).until("etl", Phase.Succeeded);

      // Then
      assertThat(failed).isEqualTo(1);
      assertThat(calls(world, GET, runId)).hasSizeLessThanOrEqualTo(3);
      assertThat(world.databricks().calls(OUTPUT)).isEqualTo(1);
      assertThat(calls(world, "POST /api/2.2/jobs/runs/repair", runId)).hasSize(1);
      world.databricks().forgetLedger();
      progress.pass(Duration.ofSeconds(60));
      assertThat(world.databricks().calls(LIST)).isZero();
      assertThat(world.databricks().calls(GET)).isZero();
    }
  }

  @Test
  void aRepairThatDatabricksRefusedIsNotLookedAtAnyMore() {
    try (var world = World.started()) {
      // Given
      var progress = Progress.of(world);
      world
          .databricks()
          .script("{\"attempts\": [{\"result\": \"FAILED\", \"code\": \"DRIVER_ERROR\"}]}");
      progress.job("etl", "repairPolicy: {backoff: {initial: 1s}}");
      world.databricks().fault("{\"route\": \"POST /api/2.2/jobs/runs/repair\", \"status\": 400}");
      progress.start("etl", "etl", "");
      progress.until("etl", Phase.Failed);
      world.databricks().forgetLedger();

      // When
      progress.pass(Duration.ofSeconds(60));

      // Then
      assertThat(world.databricks().calls(LIST) + world.databricks().calls(GET)).isZero();
      progress.released("etl");
    }
  }

  private static String busy(int runs) {
    return """
    apiVersion: databricks-operator.io/v1beta1
    kind: DatabricksJob
    metadata: {name: busy}
    spec:
      workspaceRef: {name: main}
      settings:
        name: busy
        max_concurrent_runs: %d
        tasks: [{task_key: only, notebook_task: {notebook_path: /only}}]
    """
        .formatted(runs);
  }

  private static List<JsonNode> calls(World world, String route, String runId) {
    return world.databricks().calls(route, runId);
  }

  /** How many list calls each poll took: it begins with one that names no page. */
  private static List<Integer> polls(World world) {
    var polls = new ArrayList<Integer>();
    for (var call : calls(world, LIST, null)) {
      if (polls.isEmpty() || !call.path("query").asText().contains("page_token=")) {
        polls.add(0);
      }
      polls.add(polls.removeLast() + 1);
    }
    return polls;
  }
}
