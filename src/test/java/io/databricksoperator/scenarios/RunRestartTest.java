package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Phase;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator that starts goes on where another one stopped; nothing is done twice. */
class RunRestartTest {

  private static final String RUN_NOW = "/api/2.2/jobs/run-now";

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
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Phase.class,
      names = {"Running", "RepairPending", "Repairing"})
  void anOperatorThatIsStartedAgainInAPhaseGoesOn(Phase phase) {
    // Given
    var name = "in-" + phase.name().toLowerCase();
    world
        .databricks()
        .script(
            """
            {"job": "%s", "attempts": [
              {"result": "FAILED", "code": "DRIVER_ERROR", "duration": "PT30S"},
              {"result": "SUCCESS", "duration": "PT30S"}]}
            """
                .formatted(name));
    progress.job(name, "repairPolicy: {backoff: {initial: 30s}}");
    var runId = progress.start(name, name, "").runId();
    progress.until(name, phase);

    // When
    world.stopOperator();
    world.advance(Duration.ofSeconds(10));
    world.startOperator();
    var status = progress.end(name);

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(status.runId()).isEqualTo(runId);
    assertThat(status.attemptCount()).isEqualTo(2);
    assertThat(world.databricks().effects("RunStarted", runId)).isEqualTo(1);
    assertThat(world.databricks().effects("RunRepaired", runId)).isEqualTo(1);
  }

  @Test
  void aRunThatEndedWhileNobodyLookedIsReportedWithItsTimes() {
    // Given
    progress.job("quiet", "");
    progress.start("quiet", "quiet", "");
    progress.until("quiet", Phase.Running);
    world.stopOperator();
    world.advance(Duration.ofHours(2));

    // When
    world.startOperator();
    var status = progress.end("quiet");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(status.duration()).isEqualTo("6s");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aStartOfYesterdayThatNobodyKnowsOfIsSearchedAndNeverSentAgain(int candidates) {
    // Given
    var name = "old-" + candidates;
    progress.job(name, "");
    var fault = candidates == 0 ? "before" : "after";
    world
        .databricks()
        .fault("{\"route\": \"POST %s\", \"drop\": \"%s\"}".formatted(RUN_NOW, fault));
    world.apply(Manifests.run(name, name, ""));
    progress.until("an attempt", name, s -> s.operation() != null && s.message().contains("yet"));
    world.stopOperator();
    if (candidates == 2) {
      asOperator(world.job(name).getStatus().jobId());
    }
    world.advance(Duration.ofHours(25));
    world.databricks().heal();
    world.databricks().forgetLedger();

    // When
    world.startOperator();
    var status = progress.end(name);

    // Then
    assertThat(world.databricks().calls("POST " + RUN_NOW)).isZero();
    if (candidates == 1) {
      assertThat(status.phase()).isEqualTo(Phase.Succeeded);
      assertThat(Shown.of(world.run(name)).brief("Submitted")).isEqualTo("True/Found");
    } else {
      assertThat(status.phase()).isEqualTo(Phase.Failed);
      assertThat(Shown.of(world.run(name)).brief("Stalled")).isEqualTo("True/StartUnknown");
      assertThat(status.message()).contains(candidates == 0 ? "no run" : "2 runs");
    }
  }

  @Test
  void aRepairThatWasRecordedAndNeverSentIsMadeByTheNextOperatorOnce() {
    // Given
    world
        .databricks()
        .script(
            """
            {"job": "cut", "attempts": [{"result": "FAILED", "code": "DRIVER_ERROR"}, {}]}
            """);
    progress.job("cut", "repairPolicy: {backoff: {initial: 5s}}");
    world
        .databricks()
        .fault("{\"route\": \"POST /api/2.2/jobs/runs/repair\", \"drop\": \"before\"}");
    var runId = progress.start("cut", "cut", "").runId();
    progress.until("an intent", "cut", s -> s.phase() == Phase.Repairing);
    world.stopOperator();
    world.databricks().heal();

    // When
    world.startOperator();
    progress.pass(Duration.ofSeconds(60));
    assertThat(world.databricks().effects("RunRepaired", runId)).isZero();
    var status = progress.by(Duration.ofSeconds(5)).end("cut");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(world.databricks().effects("RunRepaired", runId)).isEqualTo(1);
  }

  private static void asOperator(String jobId) {
    world.databricks().heal();
    world.databricks().postAsOperator(RUN_NOW, "{\"job_id\": %s}", jobId);
  }
}
