package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.databricksoperator.api.Phase;
import io.databricksoperator.api.RunStatus.Attempt;
import io.databricksoperator.api.RunStatus.Cause;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A repair that a person asks for by a token, in the manifest or in Databricks' own UI. */
class RunTokenRepairTest {

  private static final String REPAIR = "POST /api/2.2/jobs/runs/repair";

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
  void aTokenRepairsAFailedRunOnceAndANewTokenAgain() {
    // Given
    world.databricks().failing("again", 2);
    progress.job("again", "");
    var runId = progress.start("again", "again", "").runId();
    progress.until("again", Phase.Failed);

    // When
    world.apply(Manifests.run("again", "again", "repair: {token: one}"));

    // Then
    progress.until("again", Phase.Repairing);
    assertThat(Shown.of(world.run("again")).all())
        .containsExactlyInAnyOrder(
            "Submitted True/Started", "Ready False/Repairing", "Reconciling True/Repairing");
    assertThat(world.run("again").getFinalizers()).isNotEmpty();
    progress.until("again", Phase.Failed);
    assertThat(Shown.of(world.run("again")).all()).contains("Failed True/Failed");
    assertThat(progress.status("again").handledRepairToken()).isEqualTo("one");

    // When
    applied("timeoutSeconds: 7200\nrepair: {token: one}");
    applied("timeoutSeconds: 7200");
    applied("repair: {token: one}");

    // Then
    progress.pass(Duration.ofSeconds(40));
    assertThat(progress.status("again").phase()).isEqualTo(Phase.Failed);
    assertThat(world.databricks().effects("RunRepaired", runId)).isEqualTo(1);

    // When
    world.apply(Manifests.run("again", "again", "repair: {token: two}"));

    // Then
    var status = progress.until("again", Phase.Succeeded);
    assertThat(status.attempts())
        .extracting(Attempt::cause)
        .containsExactly(Cause.Original, Cause.Requested, Cause.Requested);
    assertThat(Shown.of(world.run("again")).all()).noneMatch(c -> c.startsWith("Failed"));
    assertThat(world.databricks().effects("RunRepaired", runId)).isEqualTo(2);
    progress.released("again");
  }

  @Test
  void aReopenedRunIsNotWrittenOverAndOverWhileItIsLookedAt() {
    // Given
    world.databricks().failing("calm", 1);
    progress.job("calm", "");
    progress.start("calm", "calm", "");
    progress.until("calm", Phase.Failed);
    progress.released("calm");
    world
        .databricks()
        .fault("{\"route\": \"GET /api/2.2/jobs/runs/*\", \"latency\": \"PT1S\", \"times\": 2}");
    var before = version("calm");

    // When
    world.apply(Manifests.run("calm", "calm", "repair: {token: one}"));
    progress.until("calm", Phase.Succeeded);
    world.databricks().heal();

    // Then
    assertThat(version("calm") - before).isLessThan(60);
  }

  @Test
  void aTokenNamesTasksAndParameters() {
    // Given
    world.databricks().failing("named", 1);
    world.apply(
        """
        apiVersion: databricks-operator.io/v1beta1
        kind: DatabricksJob
        metadata: {name: named}
        spec:
          workspaceRef: {name: main}
          settings:
            name: named
            parameters: [{name: date, default: none}, {name: mode, default: full}]
            tasks:
              - {task_key: a, notebook_task: {notebook_path: /a}}
              - {task_key: b, notebook_task: {notebook_path: /b}}
        """);
    World.await("the job").until(() -> Shown.of(world.job("named")).isTrue("Ready"));
    var runId = progress.start("named", "named", "parameters: {date: d}").runId();
    progress.until("named", Phase.Failed);

    // When
    world.apply(
        Manifests.run(
            "named",
            "named",
            "parameters: {date: d}\nrepair: {token: one, tasks: [b], parameters: {mode: small}}"));
    progress.until("a token", "named", status -> "one".equals(status.handledRepairToken()));
    progress.end("named");

    // Then
    var sent = world.databricks().calls(REPAIR, runId).getFirst().path("request");
    assertThat(sent.path("rerun_tasks")).extracting(JsonNode::asText).containsExactly("b");
    assertThat(sent.path("job_parameters").path("date").asText()).isEqualTo("d");
    assertThat(sent.path("job_parameters").path("mode").asText()).isEqualTo("small");
  }

  @Test
  void aTokenOnARunThatSucceededChangesNothingAndSaysSo() {
    // Given
    progress.job("fine", "");
    var runId = progress.start("fine", "fine", "").runId();
    progress.until("fine", Phase.Succeeded);

    // When
    world.apply(Manifests.run("fine", "fine", "repair: {token: one}"));
    var status =
        progress.until("a token", "fine", found -> "one".equals(found.handledRepairToken()));

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(Shown.of(world.run("fine")).all())
        .containsExactlyInAnyOrder(
            "Submitted True/Started", "Complete True/Succeeded", "Ready True/Succeeded");
    assertThat(world.events("fine"))
        .anyMatch(e -> e.contains("NotRepairable: repair token \"one\""));
    assertThat(world.databricks().calls(REPAIR, runId)).isEmpty();
  }

  @Test
  void aTokenThatDatabricksRefusesLeavesTheRunAsItEnded() {
    // Given
    progress.job("refused", "");
    progress.start("refused", "refused", "");
    progress.until("refused", Phase.Succeeded);

    // When
    world.apply(Manifests.run("refused", "refused", "repair: {token: one, tasks: [nobody]}"));
    var status = progress.until("a refusal", "refused", s -> s.message().contains("refused"));

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(status.message()).contains("Task nobody does not exist");
    assertThat(status.operation()).isNull();
    assertThat(Shown.of(world.run("refused")).isTrue("Complete")).isTrue();
  }

  @Test
  void aTokenDoesNotWaitForTheTimeOfTheNextRepair() {
    // Given
    world.databricks().failing("soon", 1);
    progress.job("soon", "repairPolicy: {backoff: {initial: 1h, max: 1h}}");
    var runId = progress.start("soon", "soon", "").runId();
    progress.until("soon", Phase.RepairPending);

    // When
    world.apply(Manifests.run("soon", "soon", "repair: {token: now}"));

    // Then
    var status = progress.until("soon", Phase.Succeeded);
    assertThat(status.attempts().getLast().cause()).isEqualTo(Cause.Requested);
    assertThat(world.databricks().effects("RunRepaired", runId)).isEqualTo(1);
  }

  @Test
  void aRepairThatSomeoneMakesInDatabricksIsAnAttemptFromOutside() {
    // Given
    world.databricks().failing("other", 1);
    progress.job("other", "repairPolicy: {backoff: {initial: 60s}}");
    var runId = progress.start("other", "other", "").runId();
    progress.until("other", Phase.RepairPending);

    // When
    world.databricks().repairOutside(runId);
    var status = progress.until("other", Phase.Succeeded);

    // Then
    assertThat(status.attempts())
        .extracting(Attempt::cause)
        .containsExactly(Cause.Original, Cause.Outside);
    assertThat(world.databricks().effects("RunRepaired", runId)).isEqualTo(1);
  }

  @Test
  void aTokenThatComesAfterTheTimeoutIsRefused() {
    // Given
    world.databricks().failing("over", 9);
    progress.job("over", "");
    var runId = progress.start("over", "over", "timeoutSeconds: 60").runId();
    progress.until("over", Phase.Failed);
    progress.pass(Duration.ofSeconds(60));

    // When
    world.apply(Manifests.run("over", "over", "timeoutSeconds: 60\nrepair: {token: one}"));
    var status =
        progress.until("a token", "over", found -> "one".equals(found.handledRepairToken()));

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Failed);
    assertThat(status.message()).contains("timeoutSeconds of 60: raise it");
    assertThat(world.databricks().effects("RunRepaired", runId)).isZero();
  }

  /** Applies the run named again and waits until the operator has seen it. */
  private static void applied(String more) {
    world.apply(Manifests.run("again", "again", more));
    progress.until(
        "a look at " + more,
        "again",
        s -> world.run("again").getMetadata().getGeneration().equals(s.observedGeneration()));
  }

  private static long version(String run) {
    return Long.parseLong(world.run(run).getMetadata().getResourceVersion());
  }
}
