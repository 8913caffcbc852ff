package io.databricksoperator.run;

import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Phase;
import io.databricksoperator.api.Reason;
import io.databricksoperator.api.RunStatus.Cause;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.RunView;
import io.databricksoperator.effect.Intents;
import io.databricksoperator.repair.FailedTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides about a run that Databricks has. */
final class RunFollow {

  /** How long a repair whose answer was lost may take to show (design 5). */
  static final Duration REPAIR_SHOWS = Duration.ofSeconds(300);

  /** How long "does not exist" must be repeated before it is believed. */
  private static final Duration BELIEVED = Duration.ofSeconds(60);

  private RunFollow() {}

  static RunDecision decide(RunFacts facts) {
    return switch (facts.look()) {
      case Look.None none -> unseen(facts);
      case Look.Candidates candidates -> new RunDecision.Keep();
      case Look.Missing(Instant first, Instant last) -> missing(first, last);
      case Look.Failed(DatabricksFailure failure) -> unreadable(facts, failure);
      case Look.Active(RunView view) -> active(facts, view);
      case Look.Ended ended -> ended(facts, ended);
    };
  }

  /** While a repair waits for its time the run is not looked at; a cancel needs no look. */
  private static RunDecision unseen(RunFacts facts) {
    if (facts.status().phase() != Phase.RepairPending || facts.operation() != null) {
      return new RunDecision.Keep();
    }
    return RunEnd.stopped(facts) ? RunEnd.cancelled(facts) : new RunDecision.Keep();
  }

  /** A cancel needs no look; all else waits for one. */
  private static RunDecision unreadable(RunFacts facts, DatabricksFailure failure) {
    if (facts.doing(Operation.Kind.Cancel)) {
      return facts.standing() instanceof Intents.Acted ? hold(failure) : new RunDecision.Cancel();
    }
    boolean stop = facts.operation() == null && (facts.cancelWanted() || facts.overdue());
    return stop ? cancel(facts) : hold(failure);
  }

  private static RunDecision hold(DatabricksFailure failure) {
    return new RunDecision.Hold(
        FailureReport.reason(failure),
        "the run can not be looked at: " + failure.text(),
        failure.kind() == DatabricksFailure.Kind.FORBIDDEN);
  }

  private static RunDecision missing(Instant first, Instant last) {
    return first.plus(BELIEVED).isAfter(last)
        ? new RunDecision.Keep()
        : new RunDecision.End(
            Phase.Lost,
            Reason.Lost,
            "someone deleted the run in Databricks before its end was seen");
  }

  private static RunDecision active(RunFacts facts, RunView view) {
    if (facts.doing(Operation.Kind.Cancel)) {
      return facts.standing() instanceof Intents.Acted
          ? new RunDecision.Follow(view)
          : new RunDecision.Cancel();
    }
    if (facts.doing(Operation.Kind.Repair)) {
      return intendedRepair(facts, view);
    }
    return facts.cancelWanted() || facts.overdue() ? cancel(facts) : new RunDecision.Follow(view);
  }

  private static RunDecision ended(RunFacts facts, Look.Ended ended) {
    var view = ended.view();
    if (facts.doing(Operation.Kind.Repair)) {
      return intendedRepair(facts, view);
    }
    return old(facts, view, ended.first()) ? new RunDecision.Keep() : RunEnd.decide(facts, ended);
  }

  /**
   * Whether this is the run, or its state, as it was before its repair, which Databricks goes on
   * showing for a while (databricks-api.md 2.8). What does not change for 300 s is believed.
   *
   * @param first since when it looks just so
   */
  static boolean old(RunFacts facts, RunView view, Instant first) {
    return facts.knownRepair() != null
        && !repairEnded(view, facts.knownRepair())
        && facts.now().isBefore(first.plus(REPAIR_SHOWS));
  }

  private static boolean repairEnded(RunView view, long repairId) {
    return view.repairs().stream()
        .filter(repair -> repair.repairId() != null && repair.repairId() == repairId)
        .anyMatch(repair -> repair.state() == null || repair.state().ended());
  }

  /** What becomes of a repair that was recorded and maybe sent. */
  private static RunDecision intendedRepair(RunFacts facts, RunView view) {
    var latest = view.latestRepairId();
    var expected = facts.operation().expectedRepairId();
    if (expected != null && !view.hasRepair(Long.parseLong(expected))) {
      // An old picture, from before the repair that was there when this one was decided.
      return new RunDecision.Keep();
    }
    if (latest != null && !latest.toString().equals(expected)) {
      return new RunDecision.Repaired(latest, facts.fresh() ? Cause.Outside : cause(facts));
    }
    if (!view.state().ended()) {
      return new RunDecision.Keep();
    }
    return switch (facts.standing()) {
      case Intents.Fresh fresh -> repair(facts, view);
      case Intents.Acted(Instant at) -> repairUnlessItMayShow(facts, view, at);
      case Intents.Doubtful(Instant since) -> repairUnlessItMayShow(facts, view, since);
    };
  }

  private static RunDecision repairUnlessItMayShow(RunFacts facts, RunView view, Instant since) {
    return facts.now().isBefore(since.plus(REPAIR_SHOWS))
        ? new RunDecision.Keep()
        : repair(facts, view);
  }

  private static RunDecision repair(RunFacts facts, RunView view) {
    if (RunEnd.stopped(facts)) {
      return RunEnd.cancelled(facts);
    }
    var cause = cause(facts);
    var late = cause == Cause.Policy ? RunEnd.tooLate(facts, view) : Optional.<RunDecision>empty();
    if (late.isPresent()) {
      return late.get();
    }
    var asked = facts.operation().repair();
    List<String> tasks =
        asked != null && asked.tasks() != null ? asked.tasks() : FailedTasks.toRerun(view);
    return new RunDecision.Repair(tasks, cause);
  }

  private static RunDecision cancel(RunFacts facts) {
    return facts.cancelWanted()
        ? new RunDecision.Record(
            Operation.Kind.Cancel, null, Operation.Cause.Cancelled, "spec.cancel asks for it")
        : new RunDecision.Record(
            Operation.Kind.Cancel,
            null,
            Operation.Cause.TimedOut,
            "it took longer than " + facts.spec().timeoutSeconds() + " s");
  }

  private static Cause cause(RunFacts facts) {
    return facts.operation().cause() == Operation.Cause.Requested ? Cause.Requested : Cause.Policy;
  }
}
