package io.databricksoperator.run;

import io.databricksoperator.api.Phase;
import io.databricksoperator.api.Reason;
import io.databricksoperator.effect.Hurdle;
import io.databricksoperator.kube.Finalizers;
import io.databricksoperator.repair.PolicyReading;
import io.databricksoperator.repair.RepairPolicy;
import java.time.Instant;

/** Decides what is done about a run: a pure function of the facts. */
final class RunPlanner {

  private RunPlanner() {}

  static RunDecision decide(RunFacts facts) {
    var decision = wanted(facts);
    return facts.resting() && !facts.generationIsNew() && sends(decision)
        ? new RunDecision.Keep()
        : decision;
  }

  private static boolean sends(RunDecision decision) {
    return decision instanceof RunDecision.Start
        || decision instanceof RunDecision.Repair
        || decision instanceof RunDecision.Cancel;
  }

  private static RunDecision wanted(RunFacts facts) {
    if (facts.going()) {
      return RunDeletion.decide(facts);
    }
    if (facts.owner() != null) {
      return new RunDecision.Show(facts.owner());
    }
    if (over(facts)) {
      return new RunDecision.Keep();
    }
    if (facts.runId() == null) {
      var hurdle = hurdle(facts);
      if (hurdle != null) {
        return hurdle;
      }
    }
    if (!Finalizers.held(facts.run())) {
      return new RunDecision.HoldFinalizer();
    }
    var closed = Hurdle.before(facts);
    if (closed.isPresent()) {
      return repairWaits(facts) ? new RunDecision.Keep() : waits(closed.get());
    }
    return facts.runId() == null ? RunStart.decide(facts) : RunFollow.decide(facts);
  }

  static boolean ended(RunFacts facts) {
    return RunFacts.endedPhase(facts.run());
  }

  /** Whether the run ended and nothing was asked for since. */
  static boolean over(RunFacts facts) {
    return ended(facts) && !reopens(facts);
  }

  /** A new repair token opens a run that ended; one that vanished or never was stays as it is. */
  static boolean reopens(RunFacts facts) {
    return facts.repairWanted()
        && !facts.cancelWanted()
        && facts.runId() != null
        && facts.status().phase() != Phase.Lost;
  }

  /** Nothing is to be done before that time, so a workspace that is away holds up nothing. */
  private static boolean repairWaits(RunFacts facts) {
    var next = facts.status().nextRepairTime();
    return facts.status().phase() == Phase.RepairPending
        && facts.operation() == null
        && next != null
        && facts.now().isBefore(Instant.parse(next))
        && !RunEnd.stopped(facts)
        && !facts.repairWanted();
  }

  /** What keeps a run from being started at all. */
  private static RunDecision hurdle(RunFacts facts) {
    boolean unsent = facts.operation() == null || facts.fresh();
    if (unsent && facts.cancelWanted()) {
      return new RunDecision.End(
          Phase.Cancelled, Reason.Cancelled, "it was cancelled before it was started");
    }
    if (unsent && facts.overdue()) {
      return new RunDecision.End(
          Phase.TimedOut,
          Reason.TimedOut,
          "it could not be started within " + facts.spec().timeoutSeconds() + " s");
    }
    if (facts.spec().repairPolicy() != null
        && RepairPolicy.of(facts.spec().repairPolicy()) instanceof PolicyReading.Invalid invalid) {
      return new RunDecision.Hold(Reason.InvalidSpec, String.join("; ", invalid.problems()), true);
    }
    return switch (facts.source()) {
      case Source.Invalid(Reason reason, String message) ->
          new RunDecision.Hold(reason, message, true);
      case Source.NotReady notReady ->
          facts.operation() == null
              ? new RunDecision.Hold(notReady.reason(), notReady.message(), false)
              : null;
      case Source.Job job -> null;
      case Source.Submit submit -> null;
    };
  }

  private static RunDecision waits(Hurdle hurdle) {
    return switch (hurdle) {
      case Hurdle.Unchecked unchecked -> new RunDecision.Keep();
      case Hurdle.Closed(Reason reason, String message, boolean stalled) ->
          new RunDecision.Hold(reason, message, stalled);
    };
  }
}
