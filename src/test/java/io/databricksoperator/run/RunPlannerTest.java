package io.databricksoperator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Phase;
import io.databricksoperator.api.Reason;
import io.databricksoperator.api.RunStatus.Cause;
import io.databricksoperator.databricks.Outcome;
import io.databricksoperator.effect.Intents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is decided about a run, from the facts alone. */
class RunPlannerTest {

  private static final String RUNNING = "status: {runId: \"5\", workspace: main, phase: Running}\n";
  private static final String JOB = "spec: {jobRef: {name: etl}, repairPolicy: {}}\n";

  @Test
  void anIntentIsRecordedBeforeAnythingIsStarted() {
    assertThat(Case.of(JOB).decide())
        .isInstanceOfSatisfying(
            RunDecision.Record.class, r -> assertThat(r.kind()).isEqualTo(Operation.Kind.Start));
  }

  @Test
  void aStartIsSentAgainForADayAndThenSearched() {
    // Given
    var start = "status: {%s}\n".formatted(Case.operation(Operation.Kind.Start, ""));
    var old = start.replace("2026-11-23T02:05", "2026-11-22T02:05");
    var doubt = new Intents.Doubtful(Case.NOW);

    // When / Then
    assertThat(Case.of(JOB + start).standing(doubt).decide()).isInstanceOf(RunDecision.Start.class);
    assertThat(Case.of(JOB + old).standing(doubt).look(new Look.Candidates(List.of())).decide())
        .isInstanceOfSatisfying(
            RunDecision.End.class, e -> assertThat(e.reason()).isEqualTo(Reason.StartUnknown));
    assertThat(Case.of(JOB + old).standing(doubt).decide()).isInstanceOf(RunDecision.Keep.class);
  }

  @Test
  void anObjectWithAnOlderOneOfItsKeyOnlyShowsThatOne() {
    var facts = Case.of(JOB + RUNNING).ownedBy(new DatabricksRun());
    assertThat(facts.decide()).isInstanceOf(RunDecision.Show.class);
  }

  @Test
  void aFailedRunIsRepairedAfterItsBackoff() {
    // Given
    var run = Case.of(JOB + RUNNING);

    // When / Then
    assertThat(run.look(Case.ended(Outcome.FAILED, "DRIVER_ERROR")).decide())
        .isInstanceOfSatisfying(
            RunDecision.Record.class, r -> assertThat(r.cause()).isEqualTo(Operation.Cause.Policy));
    assertThat(run.look(Case.ended(Outcome.FAILED, "RUN_EXECUTION_ERROR")).decide())
        .isInstanceOfSatisfying(
            RunDecision.End.class, e -> assertThat(e.reason()).isEqualTo(Reason.StoppedByRule));
    assertThat(run.look(Case.ended(Outcome.CANCELED, "USER_CANCELED")).decide())
        .isInstanceOfSatisfying(
            RunDecision.End.class, e -> assertThat(e.phase()).isEqualTo(Phase.Cancelled));
  }

  @Test
  void aRunThatDatabricksStillShowsAsBeforeItsRepairIsLeftAlone() {
    // Given
    var status =
        """
        status: {runId: "5", workspace: main, phase: Repairing, attempts: [
          {number: 0}, {number: 1, repairId: "9", cause: Policy}]}
        """;
    var seen = (Look.Ended) Case.ended(Outcome.FAILED, "DRIVER_ERROR");
    var run = Case.of(JOB + status);

    // When / Then
    assertThat(run.look(since(299, seen)).decide()).isInstanceOf(RunDecision.Keep.class);
    assertThat(run.look(since(300, seen)).decide()).isInstanceOf(RunDecision.Record.class);
    assertThat(run.look(Case.ended(Outcome.SUCCESS, "SUCCESS", 9L)).decide())
        .isInstanceOfSatisfying(
            RunDecision.End.class, e -> assertThat(e.phase()).isEqualTo(Phase.Succeeded));
  }

  @Test
  void aRepairThatMayHaveBeenSentIsSentAgainOnlyAfterFiveMinutes() {
    // Given
    var failed = Case.ended(Outcome.FAILED, "DRIVER_ERROR");
    var run = repairing("").look(failed);

    // When / Then
    assertThat(run.standing(doubtful(299)).decide()).isInstanceOf(RunDecision.Keep.class);
    assertThat(run.standing(doubtful(300)).decide()).isInstanceOf(RunDecision.Repair.class);
    assertThat(run.standing(new Intents.Acted(Case.NOW)).decide())
        .isInstanceOf(RunDecision.Keep.class);
    assertThat(run.standing(new Intents.Fresh()).decide()).isInstanceOf(RunDecision.Repair.class);
    assertThat(run.standing(doubtful(300)).look(Case.active()).decide())
        .isInstanceOf(RunDecision.Keep.class);
  }

  @Test
  void aNewItemInTheHistoryIsTheRepairOrWasQuickerThanIt() {
    // Given
    var run = repairing(", expectedRepairId: \"8\"");
    var seen = Case.active(8L, 9L);

    // When / Then
    assertThat(run.standing(doubtful(1)).look(seen).decide())
        .isEqualTo(new RunDecision.Repaired(9, Cause.Policy));
    assertThat(run.standing(new Intents.Fresh()).look(seen).decide())
        .isEqualTo(new RunDecision.Repaired(9, Cause.Outside));
  }

  @Test
  void aHistoryOlderThanTheIntentProvesNothing() {
    // Given
    var run = repairing(", expectedRepairId: \"8\"").standing(doubtful(400));

    // When / Then
    assertThat(run.look(Case.ended(Outcome.FAILED, "DRIVER_ERROR")).decide())
        .isInstanceOf(RunDecision.Keep.class);
  }

  @Test
  void aCancelEndsARepairThatWasNotSentYet() {
    // Given
    var run = repairing("");
    var cancelled =
        new Case(
            run.yaml().replace("repairPolicy: {}", "repairPolicy: {}, cancel: true"),
            Case.ended(Outcome.FAILED, "DRIVER_ERROR"),
            new Intents.Fresh(),
            run.access(),
            null);

    // When / Then
    assertThat(cancelled.decide())
        .isInstanceOfSatisfying(
            RunDecision.End.class, e -> assertThat(e.phase()).isEqualTo(Phase.Cancelled));
  }

  @Test
  void aRunIsBelievedGoneAfterAMinute() {
    // Given
    var run = Case.of(JOB + RUNNING);
    var first = Case.NOW.minusSeconds(60);

    // When / Then
    assertThat(run.look(new Look.Missing(first, Case.NOW.minusSeconds(1))).decide())
        .isInstanceOf(RunDecision.Keep.class);
    assertThat(run.look(new Look.Missing(first, Case.NOW)).decide())
        .isInstanceOfSatisfying(
            RunDecision.End.class, e -> assertThat(e.phase()).isEqualTo(Phase.Lost));
  }

  @ParameterizedTest
  @EnumSource(
      value = Phase.class,
      names = {"Succeeded", "Failed", "Cancelled", "TimedOut", "Skipped", "Lost"})
  void nothingHappensToARunThatEnded(Phase phase) {
    var status = "status: {runId: \"5\", workspace: main, phase: %s}\n".formatted(phase);
    assertThat(Case.of(JOB + status).decide()).isInstanceOf(RunDecision.Keep.class);
  }

  @Test
  void aTokenOpensARunThatEndedUnlessItIsLostOrCancelled() {
    // Given
    var spec = "spec: {jobRef: {name: etl}, repair: {token: x}%s}\n";
    var status = "status: {runId: \"5\", workspace: main, phase: %s}\n";
    var failed = Case.ended(Outcome.FAILED, "RUN_EXECUTION_ERROR");

    // When / Then
    assertThat(Case.of(spec.formatted("") + status.formatted("Failed")).look(failed).decide())
        .isInstanceOfSatisfying(
            RunDecision.Record.class,
            r -> assertThat(r.cause()).isEqualTo(Operation.Cause.Requested));
    assertThat(Case.of(spec.formatted("") + status.formatted("Lost")).look(failed).decide())
        .isInstanceOf(RunDecision.Keep.class);
    assertThat(
            Case.of(spec.formatted(", cancel: true") + status.formatted("Failed"))
                .look(failed)
                .decide())
        .isInstanceOf(RunDecision.Keep.class);
  }

  @Test
  void aDeletedRunWhoseStartIsTooOldToAskAboutIsLetGoWithAWord() {
    // Given
    var old =
        "status: {%s}\n"
            .formatted(Case.operation(Operation.Kind.Start, ""))
            .replace("2026-11-23T02:05", "2026-11-22T02:05");
    var run = Case.of(JOB + old).metadata("deletionTimestamp: \"2026-11-23T02:09:00Z\"");

    // When / Then
    assertThat(run.standing(doubtful(1)).decide())
        .isInstanceOfSatisfying(
            RunDecision.Release.class, r -> assertThat(r.reason()).isEqualTo(Reason.Orphaned));
    assertThat(run.standing(new Intents.Fresh()).decide())
        .isEqualTo(new RunDecision.Release(null, null));
  }

  @Test
  void aRepairTimeThatIsOverWakesNobodyAgain() {
    // Given
    var late =
        "status: {runId: \"5\", phase: RepairPending, nextRepairTime: \"2026-11-23T02:01:00Z\"}\n";
    var early = late.replace("02:01", "02:11");

    // When / Then
    assertThat(wake(late)).isNull();
    assertThat(wake(early)).isEqualTo(Case.NOW.plus(Duration.ofMinutes(1)));
  }

  private static Instant wake(String status) {
    var facts = Case.of(JOB + status).facts();
    return RunWakes.next(facts, facts.status());
  }

  private static Case repairing(String more) {
    return Case.of(
        JOB
            + "status: {runId: \"5\", workspace: main, phase: Repairing, %s}\n"
                .formatted(Case.operation(Operation.Kind.Repair, ", cause: Policy" + more)));
  }

  private static Look since(int seconds, Look.Ended seen) {
    var first = Case.NOW.minusSeconds(seconds);
    return new Look.Ended(seen.view(), first, seen.outputs(), seen.evidence());
  }

  private static Intents.Standing doubtful(int secondsAgo) {
    return new Intents.Doubtful(Case.NOW.minusSeconds(secondsAgo));
  }
}
