package io.databricksoperator.run;

import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Phase;
import io.databricksoperator.api.Reason;
import io.databricksoperator.api.RunStatus.Attempt;
import io.databricksoperator.api.RunStatus.Cause;
import io.databricksoperator.kube.Notice;
import java.util.List;

/** What a run's status says after an intent or an effect: pure. */
final class EffectReport {

  private EffectReport() {}

  static RunReport intended(
      RunFacts facts, RunDecision.Record intent, RunOutcome.Intended intended, RunDraft draft) {
    draft.operation = intended.operation();
    draft.nextRepairTime = null;
    draft.message = intent.why();
    return switch (intent.kind()) {
      case Start -> starting(facts, intended, draft);
      case Repair -> repairing(facts, intent, draft);
      case Cancel -> {
        draft.message = "being cancelled: " + intent.why();
        draft.conditions = RunConditions.held(facts, Reason.CancelRequested, draft.message, false);
        yield RunReport.report(facts, draft, Notice.normal(Reason.CancelRequested, draft.message));
      }
      case Create, Activate, Reset, Delete ->
          throw new IllegalStateException("no intent of a run: " + intent.kind());
    };
  }

  private static RunReport starting(RunFacts facts, RunOutcome.Intended intended, RunDraft draft) {
    draft.phase = Phase.Pending;
    draft.workspaceId = facts.link().workspaceId();
    draft.workspace = facts.link().workspace().getName();
    draft.job = ShownRun.job(facts);
    draft.jobId = intended.jobId() == null ? null : intended.jobId().toString();
    draft.conditions = RunConditions.pending(facts, Reason.Starting, "being started", false);
    return new RunReport(draft.build(RunReport.generation(facts)), List.of());
  }

  private static RunReport repairing(RunFacts facts, RunDecision.Record intent, RunDraft draft) {
    if (facts.look() instanceof Look.Ended ended) {
      draft.seen(ended.view());
      draft.attempts = Attempts.of(ended.view(), draft.attempts);
      draft.attemptCount = draft.attempts.size();
      draft.tasks = TaskStatuses.of(ended.view(), ended.outputs(), draft.tasks);
    }
    draft.phase = Phase.Repairing;
    draft.attempts = Attempts.decided(draft.attempts, why(intent, draft.attempts));
    if (intent.cause() == Operation.Cause.Requested) {
      draft.handledRepairToken = facts.spec().repair().token();
    }
    draft.conditions = RunConditions.of(facts, draft.phase, Reason.Repairing, draft.message);
    return new RunReport(draft.build(RunReport.generation(facts)), List.of());
  }

  /** Why the run had stopped is still worth knowing when a person has it repaired. */
  private static String why(RunDecision.Record intent, List<Attempt> attempts) {
    var stopped = attempts.isEmpty() ? null : attempts.getLast().reason();
    return intent.cause() == Operation.Cause.Requested && stopped != null
        ? stopped + "; then " + intent.why()
        : intent.why();
  }

  static RunReport started(RunFacts facts, String runId, Reason how, RunDraft draft) {
    draft.operation = null;
    draft.runId = runId;
    draft.phase = Phase.Running;
    draft.startTime = draft.startTime == null ? RunDraft.text(facts.now()) : draft.startTime;
    draft.attemptCount = 1;
    draft.attempts = List.of(new Attempt(0, null, Cause.Original, null, null, null, null, null));
    draft.message = "started as run " + runId;
    draft.conditions =
        RunConditions.submitted(facts, draft.phase, how, draft.message, draft.message);
    return RunReport.report(facts, draft, Notice.normal(how, draft.message));
  }

  static RunReport repaired(RunFacts facts, long repairId, Cause cause, RunDraft draft) {
    draft.operation = null;
    draft.phase = Phase.Repairing;
    draft.attempts =
        Attempts.begun(draft.attempts, Long.toString(repairId), cause, RunDraft.text(facts.now()));
    var number = draft.attempts.getLast().number();
    draft.attemptCount = number + 1;
    draft.endTime = null;
    if (cause == Cause.Outside) {
      return outside(facts, repairId, number, draft);
    }
    draft.message = "repair " + number + " began";
    var why = draft.attempts.get(draft.attempts.size() - 2).reason();
    draft.conditions = RunConditions.of(facts, draft.phase, Reason.Repairing, draft.message);
    return RunReport.report(
        facts,
        draft,
        Notice.normal(
            Reason.RepairStarted, "repair " + number + " (" + repairId + ") began: " + why));
  }

  /** Someone was quicker: what we wanted was not sent, and is decided again after this one. */
  private static RunReport outside(RunFacts facts, long repairId, int number, RunDraft draft) {
    unhandle(facts, draft);
    draft.message = "someone repaired the run in Databricks: repair " + number + " began";
    draft.conditions = RunConditions.of(facts, draft.phase, Reason.Repairing, draft.message);
    return RunReport.report(
        facts, draft, Notice.normal(Reason.RepairedOutside, draft.message + " (" + repairId + ")"));
  }

  /** A repair by token that was recorded and certainly not made is still to be made. */
  static void unhandle(RunFacts facts, RunDraft draft) {
    if (facts.doing(Operation.Kind.Repair)
        && facts.fresh()
        && facts.operation().cause() == Operation.Cause.Requested) {
      draft.handledRepairToken = null;
    }
  }

  /** The cancel was taken; that the run ended is still to be seen. */
  static RunReport cancelled(RunFacts facts, RunDraft draft) {
    return facts.going() || !facts.doing(Operation.Kind.Cancel)
        ? new RunReport(null, List.of())
        : new RunReport(draft.build(RunReport.generation(facts)), List.of());
  }
}
