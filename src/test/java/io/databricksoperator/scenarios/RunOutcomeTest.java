package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Phase;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** However a run ends, its object says so: in its phase, its conditions and a sentence. */
class RunOutcomeTest {

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
  void aRunThatSucceedsIsCompleteAndHoldsNoFinalizer() {
    // Given
    progress.job("good", "");

    // When
    progress.start("good-1", "good", "");

    // Then
    progress.until("good-1", Phase.Running);
    assertThat(Shown.of(world.run("good-1")).all())
        .containsExactlyInAnyOrder(
            "Submitted True/Started", "Ready False/Running", "Reconciling True/Running");
    assertThat(world.run("good-1").getFinalizers()).isNotEmpty();
    var status = progress.end("good-1");
    assertThat(Shown.of(world.run("good-1")).all())
        .containsExactlyInAnyOrder(
            "Submitted True/Started", "Complete True/Succeeded", "Ready True/Succeeded");
    assertThat(status.message()).isEqualTo("it succeeded");
    assertThat(status.job()).isEqualTo("good");
    assertThat(status.url()).contains(status.runId());
    assertThat(status.duration()).endsWith("s");
    assertThat(status.attempts()).singleElement().matches(a -> a.outcome().equals("SUCCESS"));
    progress.released("good-1");
  }

  @Test
  void aRunWhoseLastTaskForgivesAFailureIsSucceededWithFailures() {
    // Given
    world
        .databricks()
        .script(
            "{\"job\": \"mild\", \"task\": \"a\", \"attempts\": [%s]}"
                .formatted("{\"result\": \"FAILED\"}"));
    progress.job(
        "mild",
        "[{task_key: a, notebook_task: {notebook_path: /a}},"
            + " {task_key: b, depends_on: [{task_key: a}], run_if: ALL_DONE,"
            + " notebook_task: {notebook_path: /b}}]",
        "repairPolicy: {}");

    // When
    progress.start("mild-1", "mild", "");
    var status = progress.end("mild-1");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(Shown.of(world.run("mild-1")).brief("Complete"))
        .isEqualTo("True/SucceededWithFailures");
    assertThat(status.tasks().getFirst().key()).isEqualTo("a");
    assertThat(status.tasks().getFirst().outcome()).isEqualTo("FAILED");
  }

  @Test
  void aRunThatFailsWithoutAPolicySaysWhichTaskAndWhy() {
    // Given
    world
        .databricks()
        .script(
            """
            {"job": "plain", "attempts": [{"result": "FAILED",
             "message": "Workload failed, see run output for details",
             "error": "ValueError: no rows", "errorTrace": "line 1\\nValueError: no rows"}]}
            """);
    progress.job("plain", "");

    // When
    progress.start("plain-1", "plain", "");
    var status = progress.end("plain-1");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Failed);
    assertThat(status.message())
        .startsWith("task only failed: RUN_EXECUTION_ERROR: ValueError: no rows")
        .contains("repairPolicy");
    assertThat(Shown.of(world.run("plain-1")).all())
        .containsExactlyInAnyOrder(
            "Submitted True/Started",
            "Failed True/Failed",
            "Ready False/NoRepairPolicy",
            "Stalled True/NoRepairPolicy");
    var task = status.tasks().getFirst();
    assertThat(task.code()).isEqualTo("RUN_EXECUTION_ERROR");
    assertThat(task.error()).isEqualTo("ValueError: no rows\nline 1");
    assertThat(status.attempts().getFirst().failedTasks()).containsExactly("only");
    assertThat(status.attempts().getFirst().reason()).contains("repairPolicy");
    assertThat(world.databricks().effects("RunRepaired")).isZero();
  }

  @Test
  void databricksOwnTimeoutOfTheRunIsTimedOut() {
    // Given
    world.databricks().script("{\"job\": \"slow\", \"attempts\": [{\"duration\": \"PT1H\"}]}");
    world.apply(
        """
        apiVersion: databricks-operator.io/v1beta1
        kind: DatabricksJob
        metadata: {name: slow}
        spec:
          workspaceRef: {name: main}
          settings:
            name: slow
            timeout_seconds: 60
            tasks: [{task_key: only, notebook_task: {notebook_path: /only}}]
        """);
    World.await("the job").until(() -> Shown.of(world.job("slow")).isTrue("Ready"));

    // When
    progress.start("slow-1", "slow", "");
    var status = progress.end("slow-1");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.TimedOut);
    assertThat(Shown.of(world.run("slow-1")).brief("Failed")).isEqualTo("True/TimedOut");
  }

  @Test
  void aRunThatDatabricksSkipsIsSkippedAndOneThatItQueuesWaits() {
    // Given
    world.databricks().script("{\"job\": \"one\", \"attempts\": [{\"duration\": \"PT30S\"}]}");
    world.apply(job("one", "queue: {enabled: false}"));
    world.databricks().script("{\"job\": \"line\", \"attempts\": [{\"duration\": \"PT40S\"}]}");
    world.apply(job("line", "queue: {enabled: true}"));
    World.await("the jobs")
        .until(
            () ->
                Shown.of(world.job("one")).isTrue("Ready")
                    && Shown.of(world.job("line")).isTrue("Ready"));
    progress.start("one-1", "one", "");
    progress.start("line-1", "line", "");

    // When
    progress.start("one-2", "one", "repairPolicy: {}");
    progress.start("line-2", "line", "");

    // Then
    assertThat(progress.end("one-2").phase()).isEqualTo(Phase.Skipped);
    assertThat(Shown.of(world.run("one-2")).all())
        .contains("Failed True/Skipped", "Stalled True/NotRepairable");
    assertThat(progress.status("one-2").message()).contains("maximum concurrent runs");
    progress.until("line-2", Phase.Queued);
    assertThat(Shown.of(world.run("line-2")).all())
        .containsExactlyInAnyOrder(
            "Submitted True/Started", "Ready False/Queued", "Reconciling True/Queued");
    progress.until("line-2", Phase.Running);
    assertThat(progress.end("line-2").phase()).isEqualTo(Phase.Succeeded);
  }

  @Test
  void aRunThatSomeoneDeletesInDatabricksIsLostAfterTwoLooks() {
    // Given
    world.databricks().script("{\"job\": \"gone\", \"attempts\": [{\"duration\": \"PT10S\"}]}");
    progress.job("gone", "repairPolicy: {}");
    var runId = progress.start("gone-1", "gone", "").runId();
    progress.until("gone-1", Phase.Running);
    world.stopOperator();
    world.advance(Duration.ofSeconds(30));
    world.databricks().post("/api/2.2/jobs/runs/delete", "{\"run_id\": %s}", runId);

    // When
    world.startOperator();
    progress.pass(Duration.ofSeconds(40));

    // Then
    assertThat(progress.status("gone-1").phase()).isEqualTo(Phase.Running);
    assertThat(progress.end("gone-1").phase()).isEqualTo(Phase.Lost);
    assertThat(Shown.of(world.run("gone-1")).all())
        .contains("Failed True/Lost", "Ready False/Lost", "Stalled True/Lost");
    progress.released("gone-1");
  }

  private static String job(String name, String settings) {
    return """
    apiVersion: databricks-operator.io/v1beta1
    kind: DatabricksJob
    metadata: {name: %s}
    spec:
      workspaceRef: {name: main}
      settings:
        name: %s
        max_concurrent_runs: 1
        %s
        tasks: [{task_key: only, notebook_task: {notebook_path: /only}}]
    """
        .formatted(name, name, settings);
  }
}
