package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Phase;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.SimulatedDatabricks;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run is started exactly once, from whatever source, whatever happens to the call. */
class RunStartTest {

  private static final String RUN_NOW = "POST /api/2.2/jobs/run-now";

  private static World world;
  private static Progress progress;

  @BeforeAll
  static void start() {
    world = World.started();
    progress = Progress.of(world);
    progress.job("etl", "");
  }

  @AfterEach
  void heal() {
    world.databricks().heal();
    world.databricks().token("{\"allow\": \"%s\"}".formatted(SimulatedDatabricks.TOKEN));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void aRunStartsWhenItsJobIsThereAndReady() {
    // Given
    world.apply(Manifests.run("first", "later", ""));
    progress.until("first", Phase.Pending);
    assertThat(Shown.of(world.run("first")).all())
        .containsExactlyInAnyOrder(
            "Submitted False/JobNotReady", "Ready False/Pending", "Reconciling True/JobNotReady");
    assertThat(progress.status("first").message())
        .isEqualTo("DatabricksJob later does not exist in this namespace");
    assertThat(world.run("first").getFinalizers()).isEmpty();

    // When
    progress.job("later", "");

    // Then
    var status = progress.until("first", Phase.Succeeded);
    assertThat(status.jobId()).isEqualTo(world.job("later").getStatus().jobId());
  }

  @Test
  void aRunWaitsWhileItsJobIsNotReady() {
    // Given
    world.databricks().fault("{\"route\": \"POST /api/2.2/jobs/create\", \"status\": 503}");
    world.apply(Manifests.job("stuck", ""));

    // When
    world.apply(Manifests.run("patient", "stuck", ""));

    // Then
    progress.until(
        "words", "patient", s -> s.message() != null && s.message().contains("not in Databricks"));
    world.databricks().heal();
    progress.until("patient", Phase.Succeeded);
  }

  @Test
  void aJobIsRunByItsIdWithItsParameters() {
    // Given
    var id =
        world
            .databricks()
            .post(
                "/api/2.2/jobs/create",
                """
                {"name": "theirs", "parameters": [{"name": "date", "default": "none"}],
                 "tasks": [{"task_key": "t", "notebook_task": {"notebook_path": "/t"}}]}
                """)
            .path("job_id")
            .asText();

    // When
    world.apply(run("by-id", "jobId: \"%s\"".formatted(id), "parameters: {date: \"2026-11-23\"}"));
    var status = progress.until("by-id", Phase.Succeeded);

    // Then
    assertThat(status.job()).isEqualTo("job " + id);
    var sent = world.databricks().calls(RUN_NOW, null).getLast().path("request");
    assertThat(sent.path("job_id").asText()).isEqualTo(id);
    assertThat(sent.path("job_parameters").path("date").asText()).isEqualTo("2026-11-23");
  }

  @Test
  void aOneTimeRunNeedsNoJobAndIsRepairedLikeAnyOther() {
    // Given
    world
        .databricks()
        .script(
            """
            {"job": "once", "task": "b", "attempts": [
              {"result": "FAILED", "code": "CLOUD_FAILURE", "message": "lost a node"}, {}]}
            """);

    // When
    world.apply(
        run(
            "once",
            "submit: {run_name: once, tasks: [{task_key: a, notebook_task: {notebook_path: /a}},"
                + " {task_key: b, notebook_task: {notebook_path: /b}}]}",
            "repairPolicy: {backoff: {initial: 1s}}"));
    var status = progress.until("once", Phase.Succeeded);

    // Then
    assertThat(status.job()).isEqualTo("once");
    assertThat(status.attemptCount()).isEqualTo(2);
    assertThat(world.databricks().effects("RunStarted", status.runId())).isEqualTo(1);
    assertThat(world.databricks().effects("RunRepaired", status.runId())).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"drop\": \"after\"",
        "\"drop\": \"before\"",
        "\"status\": 503, \"when\": \"after\"",
        "\"status\": 503",
        "\"status\": 429, \"headers\": {\"Retry-After\": \"2\"}",
        "\"status\": 500, \"when\": \"after\""
      })
  void aStartWhoseAnswerIsLostOrBadIsStillOneRun(String fault) {
    // Given
    var name = "lost-" + Integer.toHexString(fault.hashCode());
    long before = world.databricks().effects("RunStarted");
    world.databricks().fault("{\"route\": \"%s\", \"times\": 2, %s}".formatted(RUN_NOW, fault));

    // When
    world.apply(Manifests.run(name, "etl", ""));
    var status = progress.until(name, Phase.Succeeded);

    // Then
    assertThat(world.databricks().effects("RunStarted")).isEqualTo(before + 1);
    assertThat(world.databricks().effects("RunStarted", status.runId())).isEqualTo(1);
    assertThat(status.operation()).isNull();
  }

  @Test
  void whileTheStartIsTriedAgainTheObjectSaysWhy() {
    // Given
    world.databricks().fault("{\"route\": \"%s\", \"status\": 503}".formatted(RUN_NOW));

    // When
    world.apply(Manifests.run("trying", "etl", ""));
    progress.until("words", "trying", s -> s.message() != null && s.message().contains("yet"));

    // Then
    assertThat(Shown.of(world.run("trying")).all())
        .containsExactlyInAnyOrder(
            "Submitted False/Unreachable", "Ready False/Pending", "Reconciling True/Unreachable");
    progress.pass(Duration.ofSeconds(60));
    assertThat(world.events("trying")).filteredOn(e -> e.contains("Unreachable")).hasSize(1);
    world.databricks().heal();
    progress.until("trying", Phase.Succeeded);
  }

  @Test
  void aStartThatDatabricksRefusesFailsWithItsWords() {
    // Given
    world
        .databricks()
        .fault(
            """
            {"route": "%s", "times": 1, "status": 400, "body": {
             "error_code": "INVALID_PARAMETER_VALUE", "message": "Job has no parameter nobody."}}
            """
                .formatted(RUN_NOW));

    // When
    world.apply(Manifests.run("refused", "etl", "repairPolicy: {}"));
    var status = progress.end("refused");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Failed);
    assertThat(status.message()).contains("refused").contains("Job has no parameter nobody.");
    assertThat(status.runId()).isNull();
    assertThat(Shown.of(world.run("refused")).all())
        .containsExactlyInAnyOrder(
            "Submitted False/StartRefused",
            "Failed True/Failed",
            "Ready False/StartRefused",
            "Stalled True/StartRefused");
    progress.released("refused");
  }

  @Test
  void aStartThatLacksAPermissionIsStalledUntilItIsGiven() {
    // Given
    world
        .databricks()
        .token(
            "{\"forbid\": \"%s\", \"routes\": \"%s\"}"
                .formatted(SimulatedDatabricks.TOKEN, RUN_NOW));

    // When
    world.apply(Manifests.run("forbidden", "etl", ""));
    progress.until("a stall", "forbidden", s -> Shown.of(world.run("forbidden")).isTrue("Stalled"));

    // Then
    assertThat(Shown.of(world.run("forbidden")).all())
        .containsExactlyInAnyOrder(
            "Submitted False/PermissionDenied",
            "Ready False/Pending",
            "Stalled True/PermissionDenied");
    world.databricks().token("{\"allow\": \"%s\"}".formatted(SimulatedDatabricks.TOKEN));
    progress.by(Duration.ofSeconds(10)).until("forbidden", Phase.Succeeded);
    assertThat(Shown.of(world.run("forbidden")).brief("Stalled")).isEqualTo("absent");
  }

  @Test
  void aPolicyThatCannotBeReadIsSaidBeforeAnythingIsStarted() {
    // When
    world.apply(
        Manifests.run(
            "pattern",
            "etl",
            "repairPolicy: {rules: [{action: Stop, when: {errorMatches: \"a(b\"}}]}"));
    var status = progress.until("pattern", Phase.Pending);

    // Then
    assertThat(Shown.of(world.run("pattern")).all())
        .contains("Submitted False/InvalidSpec", "Stalled True/InvalidSpec");
    assertThat(status.message()).contains("repairPolicy.rules[0].when.errorMatches");
    assertThat(status.runId()).isNull();
  }

  private static String run(String name, String source, String more) {
    return """
    apiVersion: databricks-operator.io/v1beta1
    kind: DatabricksRun
    metadata: {name: %s}
    spec:
      workspaceRef: {name: main}
      %s
      %s
    """
        .formatted(name, source, more);
  }
}
