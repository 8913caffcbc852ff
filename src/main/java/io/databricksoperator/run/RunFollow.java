package io.databricksoperator.run;

import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Phase;
import io.databricksoperator.api.Reason;
import io.databricksoperator.api.RunStatus.Cause;
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
    if (facts.cancelWanted() || facts.overdue()) {
      return facts.cancelWanted()
          ? cancel(Operation.Cause.Cancelled, "spec.cancel asks for it")
          : cancel(
              Operation.Cause.TimedOut,
              "it took longer than " + facts.spec().timeoutSeconds() + " s");
    }
    return new RunDecision.Follow(view);
  }

  private static RunDecision ended(RunFacts facts, Look.Ended ended) {
    var view = ended.view();
    if (facts.doing(Operation.Kind.Repair)) {
      return intendedRepair(facts, view);
    }
    var known = facts.knownRepair();
    if (known != null && !view.hasRepair(known)) {
      // Databricks still shows the run as it was before its repair (databricks-api.md 2.8).
      return new RunDecision.Keep();
    }
    return RunEnd.decide(facts, ended);
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
      case Intents.Acted acted -> new RunDecision.Keep();
      case Intents.Doubtful(Instant since) ->
          facts.now().isBefore(since.plus(REPAIR_SHOWS))
              ? new RunDecision.Keep()
              : repair(facts, view);
    };
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
    var asked = facts.spec().repair();
    List<String> tasks =
        cause == Cause.Requested && asked != null && asked.tasks() != null
            ? asked.tasks()
            : FailedTasks.toRerun(view);
    return new RunDecision.Repair(tasks, cause);
  }

  private static RunDecision cancel(Operation.Cause cause, String why) {
    return new RunDecision.Record(Operation.Kind.Cancel, null, cause, why);
  }

  private static Cause cause(RunFacts facts) {
    return facts.operation().cause() == Operation.Cause.Requested ? Cause.Requested : Cause.Policy;
  }
}
