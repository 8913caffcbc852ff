package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Phase;
import io.databricksoperator.api.RunStatus.Attempt;
import io.databricksoperator.api.RunStatus.Cause;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A repair that something comes between: a person, a refusal, an outage, the end of its time. */
class RunRepairThoughtsTest {

  private static final String REPAIR = "POST /api/2.2/jobs/runs/repair";

  private static World world;
  private static Progress progress;

  @BeforeAll
  static void start() {
    world = World.started();
    progress = Progress.of(world).by(Duration.ofSeconds(5));
  }

  @AfterEach
  void heal() {
    world.databricks().heal();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void aRepairThatCouldNotBeSentWithinTheWindowIsNotMade() {
    // Given
    world.databricks().failing("late", 1);
    progress.job("late", "repairPolicy: {window: 2m, backoff: {initial: 30s}}");
    world.databricks().fault("{\"route\": \"%s\", \"status\": 429}".formatted(REPAIR));
    var runId = progress.start("late", "late", "").runId();
    progress.until("the first try", () -> world.databricks().calls(REPAIR) > 0);

    // When
    progress.pass(Duration.ofMinutes(5));
    world.databricks().heal();
    var status = progress.end("late");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Failed);
    assertThat(Shown.of(world.run("late")).brief("Stalled")).isEqualTo("True/WindowOver");
    assertThat(world.databricks().effects("RunRepaired", runId)).isZero();
  }

  @Test
  void aRepairWithoutAWaitIsToldWithItsRule() {
    // Given
    world.databricks().failing("atonce", 1);
    progress.job("atonce", "repairPolicy: {backoff: {initial: 0s}}");

    // When
    progress.start("atonce", "atonce", "");
    progress.until("atonce", Phase.Succeeded);

    // Then
    assertThat(world.events("atonce"))
        .filteredOn(e -> e.contains("RepairStarted"))
        .singleElement()
        .asString()
        .contains("the default rule repairs DRIVER_ERROR");
  }

  @Test
  void aRefusalIsBelievedOnlyAfterAnotherLook() {
    // Given
    world
        .databricks()
        .setting("{\"repairStaleIdText\": \"A newer attempt of this run exists, %d of %d.\"}");
    world.databricks().failing("quicker", 1);
    progress.job("quicker", "repairPolicy: {backoff: {initial: 5m}}");
    var runId = progress.start("quicker", "quicker", "").runId();
    progress.until("quicker", Phase.RepairPending);

    // When
    world.databricks().repairOutside(runId);
    var status = progress.end("quicker");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(status.attempts())
        .extracting(Attempt::cause)
        .containsExactly(Cause.Original, Cause.Outside);
    assertThat(world.databricks().effects("RunRepaired", runId)).isEqualTo(1);
  }

  @Test
  void aTokenWithATypoDoesNotEndWhatThePolicyWouldDo() {
    // Given
    world.databricks().failing("typo", 1);
    progress.job("typo", "repairPolicy: {backoff: {initial: 5m}}");
    var runId = progress.start("typo", "typo", "").runId();
    progress.until("typo", Phase.RepairPending);

    // When
    world.apply(Manifests.run("typo", "typo", "repair: {token: a, tasks: [onyl]}"));
    var status = progress.end("typo");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(status.attempts())
        .extracting(Attempt::cause)
        .containsExactly(Cause.Original, Cause.Policy);
    assertThat(status.handledRepairToken()).isEqualTo("a");
    assertThat(world.events("typo"))
        .anyMatch(e -> e.startsWith("Warning NotRepairable") && e.contains("onyl"));
    assertThat(world.databricks().effects("RunRepaired", runId)).isEqualTo(1);
  }

  @Test
  void aRunByTheJobsIdIsRepairedAsTheJobSays() {
    // Given
    world.databricks().failing("managed", 1);
    progress.job("managed", "repairPolicy: {backoff: {initial: 0s}}");

    // When
    world.apply(
        """
        apiVersion: databricks-operator.io/v1beta1
        kind: DatabricksRun
        metadata: {name: byid}
        spec: {workspaceRef: {name: main}, jobId: "%s"}
        """
            .formatted(world.job("managed").getStatus().jobId()));

    // Then
    assertThat(progress.until("byid", Phase.Succeeded).attempts())
        .extracting(Attempt::cause)
        .containsExactly(Cause.Original, Cause.Policy);
  }

  @Test
  void aTokenThatIsTakenBackWhileItsCallWaitsIsStillCarriedOut() {
    // Given
    world.databricks().failing("withdrawn", 1);
    progress.job("withdrawn", "");
    var runId = progress.start("withdrawn", "withdrawn", "").runId();
    progress.until("withdrawn", Phase.Failed);
    world
        .databricks()
        .fault("{\"route\": \"%s\", \"times\": 1, \"status\": 429}".formatted(REPAIR));
    world.apply(Manifests.run("withdrawn", "withdrawn", "repair: {token: t1, tasks: [only]}"));
    progress.until("a refusal", () -> !world.databricks().calls(REPAIR, runId).isEmpty());

    // When
    world.apply(Manifests.run("withdrawn", "withdrawn", ""));

    // Then
    progress.until("withdrawn", Phase.Succeeded);
    assertThat(progress.status("withdrawn").handledRepairToken()).isEqualTo("t1");
    assertThat(world.databricks().effects("RunRepaired", runId)).isEqualTo(1);
  }

  @Test
  void aTokenThatIsReplacedWhileItsRepairIsInDoubtIsFinishedFirst() {
    // Given
    world.databricks().failing("replaced", 9);
    progress.job("replaced", "");
    var runId = progress.start("replaced", "replaced", "").runId();
    progress.until("replaced", Phase.Failed);
    world
        .databricks()
        .fault("{\"route\": \"%s\", \"times\": 1, \"status\": 503}".formatted(REPAIR));
    world.apply(Manifests.run("replaced", "replaced", "repair: {token: t1, parameters: {n: one}}"));
    progress.until("a try", () -> !world.databricks().calls(REPAIR, runId).isEmpty());

    // When
    world.apply(Manifests.run("replaced", "replaced", "repair: {token: t2, parameters: {n: two}}"));
    progress.until(
        "both to be done",
        "replaced",
        s -> "t2".equals(s.handledRepairToken()) && s.phase() == Phase.Failed);

    // Then
    assertThat(world.databricks().calls(REPAIR, runId))
        .extracting(call -> call.at("/request/job_parameters/n").asText() + call.path("status"))
        .containsExactly("one503", "one200", "two200");
  }

  @Test
  void aRepairThatWaitsIsNotTouchedByAnOutage() {
    // Given
    world.databricks().failing("calm", 1);
    progress.job("calm", "repairPolicy: {backoff: {initial: 2h, max: 3h}}");
    progress.start("calm", "calm", "");
    var before = progress.until("calm", Phase.RepairPending).message();

    // When
    world.databricks().fault("{\"route\": \"GET /api/2.0/*\", \"status\": 503}");
    progress.by(Duration.ofMinutes(2)).pass(Duration.ofMinutes(30));

    // Then
    assertThat(Shown.of(world.workspace()).isTrue("Ready")).isFalse();
    assertThat(progress.status("calm").message()).isEqualTo(before);
    world.databricks().heal();
    progress.until("the workspace", () -> Shown.of(world.workspace()).isTrue("Ready"));
  }
}
