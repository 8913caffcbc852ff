package io.databricksoperator.run;

import static io.databricksoperator.api.ConditionType.Complete;
import static io.databricksoperator.api.ConditionType.Failed;
import static io.databricksoperator.api.ConditionType.Ready;
import static io.databricksoperator.api.ConditionType.Reconciling;
import static io.databricksoperator.api.ConditionType.Stalled;
import static io.databricksoperator.api.ConditionType.Submitted;

import io.databricksoperator.api.ConditionType;
import io.databricksoperator.api.Phase;
import io.databricksoperator.api.Reason;
import io.databricksoperator.kube.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** The conditions of a run, by its phase (design 2). Pure. */
final class RunConditions {

  private RunConditions() {}

  /** While the run goes on, or after it ended, with Submitted as it is. */
  static List<Condition> of(RunFacts facts, Phase phase, Reason why, String message) {
    return of(facts, phase, why, message, submitted(facts));
  }

  /** The same once Databricks has the run. */
  static List<Condition> submitted(
      RunFacts facts, Phase phase, Reason how, String submitted, String message) {
    var conditions = start(facts).set(Submitted, true, how, submitted);
    return of(facts, phase, reason(phase), message, conditions);
  }

  /** As they are, since nothing about the run changed. */
  static List<Condition> unchanged(RunFacts facts) {
    return start(facts).allStill();
  }

  /** Before the run is in Databricks. */
  static List<Condition> pending(RunFacts facts, Reason reason, String message, boolean stalled) {
    var conditions = start(facts).set(Submitted, false, reason, message);
    conditions.set(Ready, false, Reason.Pending, message);
    conditions.set(stalled ? Stalled : Reconciling, true, reason, message);
    return conditions.list();
  }

  /** A run that Databricks has and that can not be followed right now. */
  static List<Condition> held(RunFacts facts, Reason reason, String message, boolean stalled) {
    var conditions = submitted(facts);
    if (RunPlanner.ended(facts)) {
      // It was asked to go on again and can not yet: how it ended stays true meanwhile.
      conditions.still(Complete).still(Failed).still(Ready);
      return conditions.set(stalled ? Stalled : Reconciling, true, reason, message).list();
    }
    conditions.set(Ready, false, reason(facts.status().phase()), message);
    conditions.set(stalled ? Stalled : Reconciling, true, reason, message);
    return conditions.list();
  }

  private static List<Condition> of(
      RunFacts facts, Phase phase, Reason why, String message, Conditions conditions) {
    if (!phase.ended()) {
      conditions.set(Ready, false, reason(phase), message);
      conditions.set(Reconciling, true, reason(phase), message);
    } else if (phase == Phase.Succeeded) {
      conditions.set(Ready, true, why, message);
      conditions.set(Complete, true, why, message);
    } else {
      // Failed carries the phase, as a script wants it; Ready and Stalled carry the cause.
      conditions.set(Ready, false, why, message);
      conditions.set(Failed, true, reason(phase), message);
      conditions.set(Stalled, true, why, message);
    }
    ensureSubmitted(facts, conditions, why, message);
    return conditions.list();
  }

  /** A run that ended before it was ever sent says so. */
  private static void ensureSubmitted(
      RunFacts facts, Conditions conditions, Reason why, String message) {
    if (!Conditions.isTrue(conditions.list(), ConditionType.Submitted)) {
      conditions.set(Submitted, facts.runId() != null, why, message);
    }
  }

  /** Submitted as it is, but for one that tells of an owner that is gone by now. */
  private static Conditions submitted(RunFacts facts) {
    boolean inherited =
        Conditions.has(facts.status().conditions(), ConditionType.Submitted, Reason.KeyInUse)
            && facts.runId() != null;
    return inherited
        ? start(facts)
            .set(Submitted, true, Reason.Found, "taken over from a DatabricksRun that is gone")
        : start(facts).still(Submitted);
  }

  private static Conditions start(RunFacts facts) {
    return new Conditions(
        facts.status().conditions(), facts.now(), facts.run().getMetadata().getGeneration());
  }

  /** The reason that is named as the phase is. */
  static Reason reason(Phase phase) {
    return switch (phase) {
      case null -> Reason.Pending;
      case Pending -> Reason.Pending;
      case Queued -> Reason.Queued;
      case Running -> Reason.Running;
      case RepairPending -> Reason.RepairPending;
      case Repairing -> Reason.Repairing;
      case Succeeded -> Reason.Succeeded;
      case Failed -> Reason.Failed;
      case Cancelled -> Reason.Cancelled;
      case TimedOut -> Reason.TimedOut;
      case Skipped -> Reason.Skipped;
      case Lost -> Reason.Lost;
    };
  }
}
