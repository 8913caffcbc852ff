package io.databricksoperator.run;

import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Phase;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.Outcome;
import io.databricksoperator.databricks.RunView;
import io.databricksoperator.repair.FailedTasks;
import io.databricksoperator.repair.PolicyReading;
import io.databricksoperator.repair.RepairChain;
import io.databricksoperator.repair.RepairPolicy;
import io.databricksoperator.repair.RepairQuestion;
import io.databricksoperator.repair.Verdict;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Decides about a run that ended in Databricks. */
final class RunEnd {

  private RunEnd() {}

  static RunDecision decide(RunFacts facts, Look.Ended ended) {
    var view = ended.view();
    var outcome = view.state().outcome();
    boolean cancelling = facts.doing(Operation.Kind.Cancel);
    if (facts.repairWanted() && !facts.cancelWanted() && !cancelling) {
      return requested(facts, view);
    }
    if (outcome != null && outcome.good()) {
      return succeeded(view);
    }
    if (cancelling && outcome == Outcome.CANCELED) {
      return cancelled(facts);
    }
    return judge(facts, ended);
  }

  /** Whether nothing more may be done for the run, whatever its policy says. */
  static boolean stopped(RunFacts facts) {
    return facts.cancelWanted() || facts.doing(Operation.Kind.Cancel) || facts.overdue();
  }

  private static RunDecision succeeded(RunView view) {
    long repairs = repairs(view);
    var after = repairs == 0 ? "" : " after " + repairs + (repairs == 1 ? " repair" : " repairs");
    return switch (view.state().outcome()) {
      case SUCCESS_WITH_FAILURES ->
          new RunDecision.End(
              Phase.Succeeded,
              Reason.SucceededWithFailures,
              "it succeeded although some of its tasks failed");
      case EXCLUDED, DISABLED ->
          new RunDecision.End(Phase.Skipped, Reason.Skipped, "nothing of it had to run");
      case SUCCESS, FAILED, TIMEDOUT, CANCELED, SKIPPED, UPSTREAM_FAILED, UPSTREAM_CANCELED ->
          new RunDecision.End(Phase.Succeeded, Reason.Succeeded, "it succeeded" + after);
    };
  }

  /** We cancelled it, or its repair: because someone asked for that, or because time was up. */
  static RunDecision cancelled(RunFacts facts) {
    boolean asked =
        facts.doing(Operation.Kind.Cancel)
            ? facts.operation().cause() == Operation.Cause.Cancelled
            : facts.cancelWanted();
    return asked
        ? new RunDecision.End(Phase.Cancelled, Reason.Cancelled, "spec.cancel asked for it")
        : timedOut(facts);
  }

  private static RunDecision timedOut(RunFacts facts) {
    var limit = facts.spec().timeoutSeconds() == null ? "" : " of " + facts.spec().timeoutSeconds();
    return new RunDecision.End(
        Phase.TimedOut, Reason.TimedOut, "it took longer than its timeoutSeconds" + limit);
  }

  private static RunDecision requested(RunFacts facts, RunView view) {
    var asked = facts.spec().repair();
    if (asked.tasks() == null && FailedTasks.toRerun(view).isEmpty()) {
      return refused(facts, view, "asks for the failed tasks, and no task failed");
    }
    if (facts.overdue()) {
      return refused(
          facts,
          view,
          "comes after the run's timeoutSeconds of "
              + facts.spec().timeoutSeconds()
              + ": raise it and give a new token");
    }
    return new RunDecision.Record(
        Operation.Kind.Repair,
        text(view.latestRepairId()),
        Operation.Cause.Requested,
        "repair token \"" + asked.token() + "\" asks for it");
  }

  /** The run stays as it ended; the token is done with. */
  private static RunDecision refused(RunFacts facts, RunView view, String why) {
    return new RunDecision.End(
        RunPlanner.ended(facts) ? facts.status().phase() : phase(view.state().outcome()),
        Reason.NotRepairable,
        "repair token \"" + facts.spec().repair().token() + "\" " + why);
  }

  private static RunDecision judge(RunFacts facts, Look.Ended ended) {
    var reading = facts.policy() == null ? null : RepairPolicy.of(facts.policy());
    var policy = reading instanceof PolicyReading.Valid(RepairPolicy valid) ? valid : null;
    var view = ended.view();
    return switch (RepairChain.decide(question(facts, ended, policy))) {
      case Verdict.Stop(Reason reason, String why)
          when reason == Reason.NoRepairPolicy
              && reading instanceof PolicyReading.Invalid(var problems) ->
          new RunDecision.End(
              phase(view.state().outcome()), Reason.InvalidSpec, String.join("; ", problems));
      case Verdict.Repair repair when stopped(facts) -> cancelled(facts);
      case Verdict.Repair(Instant at, String why) ->
          facts.now().isBefore(at) && !announced(facts, view)
              ? new RunDecision.Schedule(at, why)
              : new RunDecision.Record(
                  Operation.Kind.Repair, text(view.latestRepairId()), Operation.Cause.Policy, why);
      case Verdict.Stop(Reason reason, String why) ->
          new RunDecision.End(phase(view.state().outcome()), reason, why);
    };
  }

  /** A repair that was decided in time, and could not be sent until the window was over. */
  static Optional<RunDecision> tooLate(RunFacts facts, RunView view) {
    return facts.policy() != null
            && view.started() != null
            && RepairPolicy.of(facts.policy()) instanceof PolicyReading.Valid(RepairPolicy policy)
        ? RepairChain.tooLate(policy, view.started(), facts.now())
            .map(s -> new RunDecision.End(phase(view.state().outcome()), s.reason(), s.why()))
        : Optional.empty();
  }

  /** Whether the time that was announced for the repair of this attempt has come. */
  private static boolean announced(RunFacts facts, RunView view) {
    var next = facts.status().nextRepairTime();
    return next != null
        && !facts.now().isBefore(Instant.parse(next))
        && Objects.equals(facts.knownRepair(), view.latestRepairId());
  }

  /**
   * When the attempt ended, on our clock. Databricks' clock may be ahead of it, and an end that is
   * still to come would make the wait longer than the policy says.
   */
  private static Instant ended(RunFacts facts, RunView view) {
    return view.ended() == null || view.ended().isAfter(facts.now()) ? facts.now() : view.ended();
  }

  private static RepairQuestion question(RunFacts facts, Look.Ended ended, RepairPolicy policy) {
    var view = ended.view();
    return new RepairQuestion(
        policy,
        view.state().outcome(),
        view.state().code(),
        view.trigger(),
        view.started() == null ? facts.now() : view.started(),
        ended(facts, view),
        (int) repairs(view),
        ended.evidence(),
        cancelling(facts, Operation.Cause.Cancelled),
        cancelling(facts, Operation.Cause.TimedOut),
        facts.now(),
        facts.run().getMetadata().getUid());
  }

  private static long repairs(RunView view) {
    return view.repairs().stream().filter(r -> r.repairId() != null).count();
  }

  private static boolean cancelling(RunFacts facts, Operation.Cause cause) {
    return facts.doing(Operation.Kind.Cancel) && facts.operation().cause() == cause;
  }

  static Phase phase(Outcome outcome) {
    return switch (outcome) {
      case TIMEDOUT -> Phase.TimedOut;
      case CANCELED, UPSTREAM_CANCELED -> Phase.Cancelled;
      case SKIPPED, EXCLUDED, DISABLED -> Phase.Skipped;
      case FAILED, UPSTREAM_FAILED -> Phase.Failed;
      case SUCCESS, SUCCESS_WITH_FAILURES -> Phase.Succeeded;
      case null -> Phase.Failed;
    };
  }

  private static String text(Long id) {
    return id == null ? null : id.toString();
  }
}
