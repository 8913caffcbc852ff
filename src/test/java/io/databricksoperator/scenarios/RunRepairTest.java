package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.databricksoperator.api.Phase;
import io.databricksoperator.api.RunStatus.Attempt;
import io.databricksoperator.api.RunStatus.Cause;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A run that fails is repaired by its policy, or the status names the rule that stopped it. */
class RunRepairTest {

  private static final String FAST = "repairPolicy: {backoff: {initial: 5s, max: 5s}}";

  private static World world;
  private static Progress progress;

  @BeforeAll
  static void start() {
    world = World.started();
    progress = Progress.of(world);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void aRunIsRepairedTwiceAndThenSucceeds() {
    // Given
    script("twice", "*", "CLOUD_FAILURE", 2);
    progress.job("twice", FAST);

    // When
    progress.start("twice-1", "twice", "");
    var status = progress.end("twice-1");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(status.attemptCount()).isEqualTo(3);
    assertThat(status.attempts())
        .extracting(Attempt::cause)
        .containsExactly(Cause.Original, Cause.Policy, Cause.Policy);
    assertThat(status.attempts())
        .extracting(Attempt::outcome)
        .containsExactly("FAILED", "FAILED", "SUCCESS");
    assertThat(status.attempts().getFirst().reason()).contains("default rule repairs");
    assertThat(status.handledRepairToken()).isNull();
    assertThat(repairs(status.runId())).hasSize(2);
    assertThat(repairs(status.runId()).getFirst().path("request").has("latest_repair_id"))
        .isFalse();
    assertThat(repairs(status.runId()).getLast().path("request").path("latest_repair_id").asText())
        .isEqualTo(status.attempts().get(1).repairId());
    assertThat(world.events("twice-1"))
        .filteredOn(e -> e.startsWith("Normal RepairStarted"))
        .hasSize(2);
  }

  @Test
  void aRunThatFailsTooOftenStopsWithAttemptsExhausted() {
    // Given
    script("often", "*", "DRIVER_ERROR", 9);
    progress.job("often", "repairPolicy: {maxAttempts: 1, backoff: {initial: 1s}}");

    // When
    progress.start("often-1", "often", "");
    var status = progress.end("often-1");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Failed);
    assertThat(Shown.of(world.run("often-1")).brief("Stalled")).isEqualTo("True/AttemptsExhausted");
    assertThat(status.message()).contains("maxAttempts allows 1").contains("only (DRIVER_ERROR)");
    assertThat(repairs(status.runId())).hasSize(1);
    assertThat(world.events("often-1")).anyMatch(e -> e.startsWith("Warning AttemptsExhausted"));
  }

  @Test
  void noRepairBeginsAfterTheWindow() {
    // Given
    script("late", "*", "CLOUD_FAILURE", 9);
    progress.job("late", "repairPolicy: {window: 60s, backoff: {initial: 40s, factor: 1}}");

    // When
    progress.start("late-1", "late", "");
    var status = progress.end("late-1");

    // Then
    assertThat(Shown.of(world.run("late-1")).brief("Stalled")).isEqualTo("True/WindowOver");
    assertThat(status.attempts().getLast().reason()).contains("window of 1m0s");
    assertThat(repairs(status.runId())).hasSize(1);
  }

  @Test
  void aRepairWaitsForItsTimeWhichIsShown() {
    // Given
    script("wait", "*", "CLOUD_FAILURE", 1);
    progress.job("wait", "repairPolicy: {backoff: {initial: 3m}}");

    // When
    progress.start("wait-1", "wait", "");
    var status = progress.until("wait-1", Phase.RepairPending);

    // Then
    var at = Instant.parse(status.nextRepairTime());
    assertThat(at)
        .isBetween(
            Instant.parse(status.endTime()).plusSeconds(180),
            Instant.parse(status.endTime()).plusSeconds(217));
    assertThat(Shown.of(world.run("wait-1")).all())
        .containsExactlyInAnyOrder(
            "Submitted True/Started",
            "Ready False/RepairPending",
            "Reconciling True/RepairPending");
    assertThat(status.message()).contains("CLOUD_FAILURE").contains("repair 1 at ");
    progress.pass(Duration.between(world.clock().instant(), at).minusSeconds(5));
    assertThat(repairs(status.runId())).isEmpty();
    var after = progress.until("wait-1", Phase.Repairing);
    assertThat(after.nextRepairTime()).isNull();
    progress.end("wait-1");
    assertThat(Instant.parse(repairs(status.runId()).getFirst().path("time").asText()))
        .isAfterOrEqualTo(at);
  }

  @Test
  void aTaskThatSucceededAndDependsOnNothingRepairedDoesNotRunAgain() {
    // Given
    script("graph", "b", "CLOUD_FAILURE", 1);
    progress.job(
        "graph",
        "[{task_key: a, notebook_task: {notebook_path: /a}},"
            + " {task_key: b, depends_on: [{task_key: a}], notebook_task: {notebook_path: /b}},"
            + " {task_key: c, depends_on: [{task_key: b}], notebook_task: {notebook_path: /c}},"
            + " {task_key: d, notebook_task: {notebook_path: /d}}]",
        FAST);

    // When
    progress.start("graph-1", "graph", "");
    var status = progress.end("graph-1");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(started(status.runId())).containsExactlyInAnyOrder("a", "b", "d", "b", "c");
    var sent = repairs(status.runId()).getFirst().path("request");
    assertThat(sent.path("rerun_tasks")).extracting(JsonNode::asText).containsExactly("b", "c");
    assertThat(sent.path("rerun_dependent_tasks").asBoolean()).isTrue();
  }

  @Test
  void theRunsOwnParametersAreSentWithEveryRepair() {
    // Given
    script("params", "*", "CLOUD_FAILURE", 2);
    world.apply(
        """
        apiVersion: databricks-operator.io/v1beta1
        kind: DatabricksJob
        metadata: {name: params}
        spec:
          workspaceRef: {name: main}
          repairPolicy: {backoff: {initial: 1s}}
          settings:
            name: params
            parameters: [{name: date, default: none}, {name: mode, default: full}]
            tasks: [{task_key: only, notebook_task: {notebook_path: /only}}]
        """);
    World.await("the job").until(() -> Shown.of(world.job("params")).isTrue("Ready"));

    // When
    progress.start("params-1", "params", "parameters: {date: \"2026-11-23\"}");
    var status = progress.end("params-1");

    // Then
    assertThat(repairs(status.runId()))
        .hasSize(2)
        .allSatisfy(
            call -> {
              var sent = call.path("request").path("job_parameters");
              assertThat(sent.path("date").asText()).isEqualTo("2026-11-23");
              assertThat(sent.path("mode").asText()).isEqualTo("full");
            });
  }

  private static void script(String job, String task, String code, int failures) {
    var bad = "{\"result\": \"FAILED\", \"code\": \"%s\", \"message\": \"it broke\"}, ";
    world
        .databricks()
        .script(
            "{\"job\": \"%s\", \"task\": \"%s\", \"attempts\": [%s{\"result\": \"SUCCESS\"}]}"
                .formatted(job, task, bad.formatted(code).repeat(failures)));
  }

  private static List<JsonNode> repairs(String runId) {
    return world.databricks().calls("POST /api/2.2/jobs/runs/repair", runId);
  }

  private static List<String> started(String runId) {
    return StreamSupport.stream(world.databricks().ledger().path("effects").spliterator(), false)
        .filter(effect -> effect.path("kind").asText().equals("TaskStarted"))
        .filter(effect -> effect.path("runId").asText().equals(runId))
        .map(effect -> effect.path("task").asText())
        .toList();
  }
}
