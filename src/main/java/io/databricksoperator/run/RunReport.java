package io.databricksoperator.run;

import static io.databricksoperator.api.ConditionType.Reconciling;
import static io.databricksoperator.api.ConditionType.Stalled;
import static io.databricksoperator.api.ConditionType.Submitted;

import io.databricksoperator.api.Phase;
import io.databricksoperator.api.Reason;
import io.databricksoperator.api.RunStatus;
import io.databricksoperator.databricks.Lifecycle;
import io.databricksoperator.databricks.RunView;
import io.databricksoperator.kube.Conditions;
import io.databricksoperator.kube.Notice;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The whole status of a run after a decision, and what to tell people: pure.
 *
 * @param status what the object should say; null to leave it alone
 * @param notices what is told if the status changed
 */
record RunReport(RunStatus status, List<Notice> notices) {

  static RunReport of(RunFacts facts, RunDecision decision, RunOutcome outcome) {
    var draft = new RunDraft(facts.status());
    return switch (outcome) {
      case RunOutcome.Nothing nothing -> decided(facts, decision, draft);
      case RunOutcome.Intended intended ->
          EffectReport.intended(facts, (RunDecision.Record) decision, intended, draft);
      case RunOutcome.Started(long runId) ->
          EffectReport.started(facts, Long.toString(runId), Reason.Started, draft);
      case RunOutcome.Repaired(long repairId) ->
          EffectReport.repaired(facts, repairId, ((RunDecision.Repair) decision).cause(), draft);
      case RunOutcome.Cancelled cancelled -> EffectReport.cancelled(facts, draft);
      case RunOutcome.Failed(var failure) -> FailureReport.of(facts, failure, draft);
    };
  }

  private static RunReport decided(RunFacts facts, RunDecision decision, RunDraft draft) {
    return switch (decision) {
      case RunDecision.Keep keep -> unchanged(facts, draft);
      case RunDecision.HoldFinalizer hold -> new RunReport(null, List.of());
      case RunDecision.Release release -> new RunReport(null, List.of());
      case RunDecision.Hold hold -> held(facts, hold, draft);
      case RunDecision.Adopt(RunView view) -> {
        draft.seen(view);
        yield EffectReport.started(facts, Long.toString(view.runId()), Reason.Found, draft);
      }
      case RunDecision.Repaired(long repairId, RunStatus.Cause cause) ->
          EffectReport.repaired(facts, repairId, cause, draft);
      case RunDecision.Follow(RunView view) -> followed(facts, view, draft);
      case RunDecision.Schedule schedule -> scheduled(facts, schedule, draft);
      case RunDecision.End end -> ended(facts, end, draft);
      case RunDecision.Show show -> ShownRun.of(facts, show.owner());
      case RunDecision.Blocked(String message) -> blocked(facts, message, draft);
      case RunDecision.Record intent -> unchanged(facts, draft);
      case RunDecision.Start start -> unchanged(facts, draft);
      case RunDecision.Cancel cancel -> unchanged(facts, draft);
      case RunDecision.Repair repair -> unchanged(facts, draft);
    };
  }

  /** An object that nothing is known of yet stays without a status. */
  private static RunReport unchanged(RunFacts facts, RunDraft draft) {
    if (facts.status().phase() == null || facts.going()) {
      return new RunReport(null, List.of());
    }
    draft.conditions = RunConditions.unchanged(facts);
    return new RunReport(draft.build(generation(facts)), List.of());
  }

  private static RunReport held(RunFacts facts, RunDecision.Hold hold, RunDraft draft) {
    draft.message = hold.message();
    if (facts.runId() == null) {
      draft.phase = Phase.Pending;
      draft.conditions =
          RunConditions.pending(facts, hold.reason(), hold.message(), hold.stalled());
    } else {
      draft.conditions = RunConditions.held(facts, hold.reason(), hold.message(), hold.stalled());
    }
    draft.job = draft.job == null ? ShownRun.job(facts) : draft.job;
    if (hold.reason() == Reason.JobNotReady) {
      // A job is not ready for a moment whenever it is applied together with its run.
      return Conditions.has(facts.status().conditions(), Submitted, Reason.JobNotReady)
          ? new RunReport(draft.build(generation(facts)), List.of())
          : report(facts, draft, Notice.normal(hold.reason(), hold.message()));
    }
    return report(facts, draft, Notice.warning(hold.reason(), hold.message()));
  }

  private static RunReport followed(RunFacts facts, RunView view, RunDraft draft) {
    draft.seen(view);
    draft.attemptCount = draft.attempts.isEmpty() ? 1 : draft.attempts.getLast().number() + 1;
    draft.tasks = TaskStatuses.of(view, Map.of(), draft.tasks);
    draft.phase = phase(view, draft.attempts.size());
    draft.message =
        facts.operation() == null
            ? Sentences.progress(view, draft.attempts)
            : "being cancelled; " + Sentences.progress(view, draft.attempts);
    draft.nextRepairTime = null;
    draft.conditions =
        RunConditions.of(facts, draft.phase, RunConditions.reason(draft.phase), draft.message);
    return new RunReport(draft.build(generation(facts)), List.of());
  }

  private static Phase phase(RunView view, int attempts) {
    if (view.state().lifecycle() == Lifecycle.QUEUED) {
      return Phase.Queued;
    }
    return attempts > 1 ? Phase.Repairing : Phase.Running;
  }

  private static RunReport scheduled(
      RunFacts facts, RunDecision.Schedule schedule, RunDraft draft) {
    var ended = (Look.Ended) facts.look();
    ended(ended, draft);
    draft.attempts = Attempts.decided(draft.attempts, schedule.why());
    draft.phase = Phase.RepairPending;
    draft.nextRepairTime = schedule.at().toString();
    draft.message =
        Sentences.scheduled(ended, draft.attempts.size(), schedule.at(), schedule.why());
    draft.conditions = RunConditions.of(facts, draft.phase, Reason.RepairPending, draft.message);
    return report(facts, draft, Notice.normal(Reason.RepairScheduled, draft.message));
  }

  private static RunReport ended(RunFacts facts, RunDecision.End end, RunDraft draft) {
    draft.phase = end.phase();
    draft.operation = null;
    draft.nextRepairTime = null;
    draft.message = end.why();
    draft.job = draft.job == null ? ShownRun.job(facts) : draft.job;
    if (facts.look() instanceof Look.Ended ended) {
      ended(ended, draft);
      if (end.phase() != Phase.Succeeded) {
        draft.attempts = Attempts.decided(draft.attempts, end.why());
        draft.message = Sentences.over(ended, end.why());
      }
    }
    if (end.reason() == Reason.NotRepairable && facts.repairWanted()) {
      draft.handledRepairToken = facts.spec().repair().token();
    }
    if (draft.endTime == null && facts.runId() != null) {
      draft.endTime = RunDraft.text(facts.now());
    }
    boolean good = end.phase() == Phase.Succeeded;
    draft.conditions =
        RunConditions.of(facts, end.phase(), why(end.phase(), end.reason()), draft.message);
    return report(facts, draft, new Notice(!good, end.reason(), draft.message));
  }

  /** A repair that was not made does not change why a run that succeeded is done. */
  static Reason why(Phase phase, Reason reason) {
    return phase == Phase.Succeeded && reason == Reason.NotRepairable ? Reason.Succeeded : reason;
  }

  private static void ended(Look.Ended ended, RunDraft draft) {
    draft.seen(ended.view());
    draft.attempts = Attempts.of(ended.view(), draft.attempts);
    draft.attemptCount = draft.attempts.size();
    draft.tasks = TaskStatuses.of(ended.view(), ended.outputs(), draft.tasks);
  }

  private static RunReport blocked(RunFacts facts, String message, RunDraft draft) {
    draft.message = "deletion waits: " + message;
    draft.conditions = RunConditions.held(facts, Reason.DeletionBlocked, draft.message, false);
    return report(facts, draft, Notice.warning(Reason.DeletionBlocked, draft.message));
  }

  /** What the object says already is no news. */
  static RunReport report(RunFacts facts, RunDraft draft, Notice notice) {
    var before = facts.status();
    boolean same =
        notice.message().equals(before.message())
            || !facts.generationIsNew() && waits(before.conditions(), notice.reason());
    boolean said = draft.phase == before.phase() && same;
    return new RunReport(draft.build(generation(facts)), said ? List.of() : List.of(notice));
  }

  /** Whether the object says already that it waits for this, in whatever words. */
  private static boolean waits(List<Condition> conditions, Reason reason) {
    return Conditions.has(conditions, Reconciling, reason)
        || Conditions.has(conditions, Stalled, reason);
  }

  static Long generation(RunFacts facts) {
    return facts.run().getMetadata().getGeneration();
  }

  /** When the next look is due at the latest; null if nothing is. */
  Instant wakeAt(RunFacts facts) {
    return status == null ? null : RunWakes.next(facts, status);
  }
}
