package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Phase;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A run that someone cancels, or that takes too long, ends and is not repaired. */
class RunCancelTest {

  private static final String CANCEL = "/api/2.2/jobs/runs/cancel";
  private static final String REPAIR = "repairPolicy: {backoff: {initial: 5m}}";

  private static World world;
  private static Progress progress;

  @BeforeAll
  static void start() {
    world = World.started();
    progress = Progress.of(world);
    world.databricks().script("{\"job\": \"long\", \"attempts\": [{\"duration\": \"PT2H\"}]}");
    progress.job("long", "repairPolicy: {}");
    world
        .databricks()
        .script(
            "{\"job\": \"bad\", \"attempts\": [{\"result\": \"FAILED\", \"code\":"
                + " \"DRIVER_ERROR\"}]}");
    progress.job("bad", REPAIR);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void aRunThatAPersonCancelsInDatabricksIsNeverRepaired() {
    // Given
    var runId = progress.start("ui", "long", "").runId();
    progress.until("ui", Phase.Running);

    // When
    world.databricks().post(CANCEL, "{\"run_id\": %s}", runId);
    var status = progress.end("ui");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Cancelled);
    assertThat(Shown.of(world.run("ui")).all())
        .contains("Failed True/Cancelled", "Stalled True/NotRepairable");
    assertThat(status.message()).contains("it was cancelled");
    assertThat(world.databricks().effects("RunRepaired", runId)).isZero();
  }

  @Test
  void aRunThatIsCancelledBeforeItCouldStartIsNeverStarted() {
    // Given
    world.apply(Manifests.run("early", "no-such-job", "cancel: true"));

    // When
    var status = progress.end("early");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Cancelled);
    assertThat(Shown.of(world.run("early")).all())
        .containsExactlyInAnyOrder(
            "Submitted False/Cancelled",
            "Failed True/Cancelled",
            "Ready False/Cancelled",
            "Stalled True/Cancelled");
    assertThat(status.runId()).isNull();
    progress.released("early");
  }

  @Test
  void aRunningRunIsCancelledOnce() {
    // Given
    var runId = progress.start("running", "long", "").runId();
    progress.until("running", Phase.Running);

    // When
    world.apply(Manifests.run("running", "long", "cancel: true"));
    var status = progress.end("running");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Cancelled);
    assertThat(status.message()).contains("spec.cancel asked for it");
    assertThat(world.databricks().calls("POST " + CANCEL, runId)).hasSize(1);
    assertThat(world.databricks().effects("RunCancelled", runId)).isEqualTo(1);
    assertThat(world.databricks().effects("RunRepaired", runId)).isZero();
    assertThat(world.events("running")).anyMatch(e -> e.startsWith("Normal CancelRequested"));
  }

  @Test
  void aRunWhoseRepairWaitsIsCancelledWithoutACall() {
    // Given
    var runId = progress.start("waiting", "bad", "").runId();
    progress.until("waiting", Phase.RepairPending);

    // When
    world.apply(Manifests.run("waiting", "bad", "cancel: true"));
    var status = progress.end("waiting");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Cancelled);
    assertThat(status.nextRepairTime()).isNull();
    progress.by(Duration.ofSeconds(10)).pass(Duration.ofMinutes(7));
    assertThat(progress.status("waiting").phase()).isEqualTo(Phase.Cancelled);
    assertThat(world.databricks().effects("RunRepaired", runId)).isZero();
    assertThat(world.databricks().calls("POST " + CANCEL, runId)).isEmpty();
  }

  @Test
  void aRunThatTakesLongerThanItsTimeoutIsCancelled() {
    // Given
    var runId = progress.start("slow", "long", "timeoutSeconds: 120").runId();

    // When
    var status = progress.end("slow");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.TimedOut);
    assertThat(Shown.of(world.run("slow")).all())
        .contains("Failed True/TimedOut", "Ready False/TimedOut", "Stalled True/TimedOut");
    assertThat(status.message()).contains("timeoutSeconds of 120");
    assertThat(world.databricks().effects("RunCancelled", runId)).isEqualTo(1);
    assertThat(world.databricks().effects("RunRepaired", runId)).isZero();
  }

  @Test
  void aTimeoutThatComesWhileARepairWaitsEndsTheRun() {
    // Given
    var runId = progress.start("pending", "bad", "timeoutSeconds: 120").runId();
    progress.until("pending", Phase.RepairPending);

    // When
    var status = progress.end("pending");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.TimedOut);
    assertThat(world.databricks().effects("RunRepaired", runId)).isZero();
    assertThat(world.databricks().calls("POST " + CANCEL, runId)).isEmpty();
  }

  @Test
  void aRunThatCouldNotBeStartedInTimeIsTimedOut() {
    // Given
    world.apply(Manifests.run("never", "no-such-job", "timeoutSeconds: 60"));

    // When
    progress.until("never", Phase.Pending);
    var status = progress.end("never");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.TimedOut);
    assertThat(status.message()).contains("could not be started within 60 s");
    assertThat(Shown.of(world.run("never")).brief("Submitted")).startsWith("False/");
  }

  @Test
  void aRunThatFailedInTimeIsFailedEvenIfThatIsSeenLate() {
    // Given
    world.databricks().script("{\"job\": \"plain\", \"attempts\": [{\"result\": \"FAILED\"}]}");
    progress.job("plain", "");
    progress.start("late", "plain", "timeoutSeconds: 120");
    progress.until("late", Phase.Running);
    world.stopOperator();
    world.advance(Duration.ofMinutes(10));

    // When
    world.startOperator();
    var status = progress.end("late");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Failed);
    assertThat(Shown.of(world.run("late")).brief("Stalled")).isEqualTo("True/NoRepairPolicy");
  }

  @Test
  void aRunThatFailsByItselfWhileItIsBeingCancelledIsFailed() {
    // Given
    world
        .databricks()
        .script(
            """
            {"job": "race", "attempts": [
              {"result": "FAILED", "code": "DRIVER_ERROR", "duration": "PT60S"}]}
            """);
    progress.job("race", "repairPolicy: {}");
    var runId = progress.start("race", "race", "").runId();
    progress.until("race", Phase.Running);
    world.databricks().fault("{\"route\": \"POST %s\", \"status\": 503}".formatted(CANCEL));

    // When
    world.apply(Manifests.run("race", "race", "cancel: true"));
    var status = progress.end("race");
    world.databricks().heal();

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Failed);
    assertThat(status.message()).contains("DRIVER_ERROR").contains("asked to cancel it");
    assertThat(world.databricks().effects("RunRepaired", runId)).isZero();
  }
}
