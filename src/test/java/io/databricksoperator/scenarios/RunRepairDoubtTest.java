package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Phase;
import io.databricksoperator.api.RunStatus.Attempt;
import io.databricksoperator.api.RunStatus.Cause;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.SimulatedDatabricks;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One repair for each attempt, although its call may be lost and reads may lag behind. */
class RunRepairDoubtTest {

  private static final String REPAIR = "POST /api/2.2/jobs/runs/repair";
  private static final String FAST = "repairPolicy: {backoff: {initial: 1s}}";

  private static World world;
  private static Progress progress;

  @BeforeAll
  static void start() {
    world = World.started();
    progress = Progress.of(world);
  }

  @AfterEach
  void heal() {
    world.databricks().heal();
    world.databricks().setting("{\"staleReadsAfterRepair\": null, \"staleTimeAfterRepair\": null}");
    world.databricks().token("{\"allow\": \"%s\"}".formatted(SimulatedDatabricks.TOKEN));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"drop\": \"after\"", "\"status\": 503, \"when\": \"after\""})
  void aRepairWhoseAnswerIsLostIsFoundInTheHistory(String fault) {
    // Given
    var name = fails("lost-" + Integer.toHexString(fault.hashCode()), 1);
    world.databricks().fault("{\"route\": \"%s\", \"times\": 1, %s}".formatted(REPAIR, fault));

    // When
    var runId = progress.start(name, name, FAST).runId();
    var status = progress.end(name);

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(status.attempts())
        .extracting(Attempt::cause)
        .containsExactly(Cause.Original, Cause.Policy);
    assertThat(world.databricks().calls(REPAIR, runId)).hasSize(1);
    assertThat(world.databricks().effects("RunRepaired", runId)).isEqualTo(1);
  }

  @Test
  void aRepairThatMayBeLostIsSentAgainAfterFiveMinutesAsCompareAndSet() {
    // Given
    var name = fails("again", 2);
    world
        .databricks()
        .fault("{\"route\": \"%s\", \"times\": 1, \"status\": 503}".formatted(REPAIR));

    // When
    var runId = progress.start(name, name, FAST).runId();
    progress.until("a first try", () -> !world.databricks().calls(REPAIR, runId).isEmpty());
    assertThat(Shown.of(world.run(name)).brief("Ready")).isEqualTo("False/Repairing");
    var status = progress.by(Duration.ofSeconds(4)).end(name);

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    var calls = world.databricks().calls(REPAIR, runId);
    assertThat(calls).hasSize(3);
    var first = Instant.parse(calls.getFirst().path("time").asText());
    assertThat(Instant.parse(calls.get(1).path("time").asText()))
        .isBetween(first.plusSeconds(299), first.plusSeconds(340));
    assertThat(world.databricks().effects("RunRepaired", runId)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"staleReadsAfterRepair\": 8}", "{\"staleTimeAfterRepair\": \"PT3M\"}"})
  void whileReadsLagBehindARepairThereIsNoSecondOneAndOneLookAPoll(String lag) {
    // Given
    var name = fails("lag-" + Integer.toHexString(lag.hashCode()), 1);
    world.databricks().setting(lag);

    // When
    var runId = progress.start(name, name, FAST).runId();
    progress.until("a repair", () -> world.databricks().effects("RunRepaired", runId) == 1);
    var repaired = world.clock().instant();
    progress.by(Duration.ofSeconds(5)).pass(Duration.ofSeconds(60));

    // Then
    if (lag.contains("Time")) {
      assertThat(progress.status(name).phase()).isEqualTo(Phase.Repairing);
    }
    assertThat(progress.by(Duration.ofSeconds(5)).end(name).phase()).isEqualTo(Phase.Succeeded);
    assertThat(world.databricks().effects("RunRepaired", runId)).isEqualTo(1);
    assertThat(world.databricks().calls(REPAIR, runId)).hasSize(1);
    var looks = looksSince(repaired, runId);
    var polls = (int) (Duration.between(repaired, looks.getLast()).toSeconds() / 10);
    assertThat(looks).hasSizeBetween(8, polls + 2);
  }

  @Test
  void aLostAnswerAndLaggingReadsTogetherAreStillOneRepair() {
    // Given
    var name = fails("both", 1);
    world.databricks().setting("{\"staleTimeAfterRepair\": \"PT2M\"}");
    world
        .databricks()
        .fault("{\"route\": \"%s\", \"times\": 1, \"drop\": \"after\"}".formatted(REPAIR));

    // When
    var runId = progress.start(name, name, FAST).runId();
    var status = progress.by(Duration.ofSeconds(5)).end(name);

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(status.attempts().getLast().cause()).isEqualTo(Cause.Policy);
    assertThat(world.databricks().calls(REPAIR, runId)).hasSize(1);
  }

  @Test
  void aRefusedRepairEndsTheRunWithDatabricksWords() {
    // Given
    var name = fails("refused", 9);
    world
        .databricks()
        .fault(
            """
            {"route": "%s", "times": 2, "status": 400, "body": {
             "error_code": "INVALID_PARAMETER_VALUE", "message": "The cluster policy is gone."}}
            """
                .formatted(REPAIR));

    // When
    progress.start(name, name, FAST);
    var status = progress.end(name);

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Failed);
    assertThat(status.message()).contains("refused the repair").contains("cluster policy is gone");
    assertThat(status.attempts().getLast().reason()).contains("refused the repair");
    assertThat(Shown.of(world.run(name)).all())
        .contains("Failed True/Failed", "Ready False/NotRepairable", "Stalled True/NotRepairable");
    assertThat(status.operation()).isNull();
  }

  @Test
  void aRepairThatLacksAPermissionWaitsForItAndACancelEndsTheWaiting() {
    // Given
    var heals = fails("heals", 1);
    var ends = fails("ends", 1);
    world
        .databricks()
        .token(
            "{\"forbid\": \"%s\", \"routes\": \"%s\"}"
                .formatted(SimulatedDatabricks.TOKEN, REPAIR));
    progress.start(heals, heals, FAST);
    var ended = progress.start(ends, ends, FAST).runId();
    for (var name : new String[] {heals, ends}) {
      progress.until("a stall", name, s -> Shown.of(world.run(name)).isTrue("Stalled"));
      assertThat(Shown.of(world.run(name)).all())
          .containsExactlyInAnyOrder(
              "Submitted True/Started", "Ready False/Repairing", "Stalled True/PermissionDenied");
    }

    // When
    world.apply(Manifests.run(ends, ends, FAST + "\ncancel: true"));
    progress.until(ends, Phase.Cancelled);
    world.databricks().token("{\"allow\": \"%s\"}".formatted(SimulatedDatabricks.TOKEN));

    // Then
    assertThat(progress.by(Duration.ofSeconds(10)).end(heals).phase()).isEqualTo(Phase.Succeeded);
    assertThat(world.databricks().effects("RunRepaired", ended)).isZero();
  }

  @Test
  void aThrottledRepairIsMadeOnceItMay() {
    // Given
    var name = fails("slowly", 1);
    world
        .databricks()
        .fault(
            "{\"route\": \"%s\", \"times\": 3, \"status\": 429, \"headers\": {\"Retry-After\": \"3\"}}"
                .formatted(REPAIR));

    // When
    var runId = progress.start(name, name, FAST).runId();
    var status = progress.end(name);

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(world.databricks().effects("RunRepaired", runId)).isEqualTo(1);
  }

  @Test
  void aRepairOfARunThatWasDeletedIsLost() {
    // Given
    var name = fails("deleted", 1);
    var runId = progress.start(name, name, "repairPolicy: {backoff: {initial: 2m}}").runId();
    progress.until(name, Phase.RepairPending);

    // When
    world.databricks().post("/api/2.2/jobs/runs/delete", "{\"run_id\": %s}", runId);
    var status = progress.by(Duration.ofSeconds(4)).end(name);

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Lost);
    assertThat(status.operation()).isNull();
  }

  /** When the run was read, since then. */
  private static List<Instant> looksSince(Instant begin, String runId) {
    return world.databricks().calls("GET /api/2.2/jobs/runs/get", runId).stream()
        .map(call -> Instant.parse(call.path("time").asText()))
        .filter(begin::isBefore)
        .toList();
  }

  private static String fails(String job, int times) {
    world.databricks().failing(job, times);
    progress.job(job, "");
    return job;
  }
}
