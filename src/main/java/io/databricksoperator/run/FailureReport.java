package io.databricksoperator.run;

import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Phase;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.kube.Notice;

/** What a run's status says after a call that failed: pure. */
final class FailureReport {

  private FailureReport() {}

  static RunReport of(RunFacts facts, DatabricksFailure failure, RunDraft draft) {
    if (facts.going()) {
      draft.message = "deletion waits: " + failure.text();
      draft.conditions = RunConditions.held(facts, Reason.DeletionBlocked, draft.message, false);
      return RunReport.report(facts, draft, Notice.warning(Reason.DeletionBlocked, draft.message));
    }
    return switch (facts.operation().kind()) {
      case Start -> start(facts, failure, draft);
      case Repair -> repair(facts, failure, draft);
      case Cancel -> waiting(facts, failure, "not cancelled yet: ", draft);
      case Create, Activate, Reset, Delete ->
          throw new IllegalStateException("no effect of a run: " + facts.operation().kind());
    };
  }

  private static RunReport start(RunFacts facts, DatabricksFailure failure, RunDraft draft) {
    if (DatabricksFailure.TOKEN_RUN_DELETED.equals(failure.code())) {
      return over(
          facts,
          Phase.Lost,
          Reason.Lost,
          "the run with this identity was deleted in Databricks; it is never started twice: give a"
              + " new key, or create a new object",
          draft);
    }
    return switch (failure.kind()) {
      case INVALID -> startRefused(facts, failure, draft);
      case NOT_FOUND -> {
        if (facts.spec().jobRef() == null) {
          yield startRefused(facts, failure, draft);
        }
        // The job was deleted in Databricks; its object makes it again, under another id.
        draft.operation = null;
        yield waiting(facts, failure, "not started yet: ", draft);
      }
      case UNAUTHORISED, FORBIDDEN, CONFLICT, THROTTLED, UNAVAILABLE ->
          waiting(facts, failure, "not started yet: ", draft);
    };
  }

  private static RunReport startRefused(RunFacts facts, DatabricksFailure failure, RunDraft draft) {
    var message = "Databricks refused to start it: " + failure.text();
    return over(facts, Phase.Failed, Reason.StartRefused, message, draft);
  }

  private static RunReport repair(RunFacts facts, DatabricksFailure failure, RunDraft draft) {
    return switch (failure.kind()) {
      case INVALID -> {
        if (facts.operation().refused() != null) {
          yield repairRefused(facts, failure, draft);
        }
        // Nobody has published how Databricks says that someone was quicker (databricks-api.md
        // 2.8):
        // it counts only when it is said again after another look.
        draft.operation = facts.operation().refusedAt(facts.now().toString());
        yield waiting(facts, failure, "not repaired yet: ", draft);
      }
      case CONFLICT, NOT_FOUND -> {
        // Someone repaired or deleted the run meanwhile: what it is now is looked at again.
        EffectReport.unhandle(facts, draft);
        draft.operation = null;
        yield waiting(facts, failure, "not repaired yet: ", draft);
      }
      case UNAUTHORISED, FORBIDDEN, THROTTLED, UNAVAILABLE ->
          waiting(facts, failure, "not repaired yet: ", draft);
    };
  }

  /** The run stays as it ended: a repair that was asked for may be one of a run that succeeded. */
  private static RunReport repairRefused(
      RunFacts facts, DatabricksFailure failure, RunDraft draft) {
    var message = "Databricks refused the repair: " + failure.text();
    draft.attempts = Attempts.decided(draft.attempts, message);
    if (facts.operation().cause() == Operation.Cause.Requested && facts.policy() != null) {
      // What a person asked for is done with; the policy decides as if nobody had asked.
      draft.operation = null;
      draft.message = message;
      draft.conditions = RunConditions.held(facts, Reason.NotRepairable, message, false);
      return RunReport.report(facts, draft, Notice.warning(Reason.NotRepairable, message));
    }
    var phase =
        facts.look() instanceof Look.Ended ended
            ? RunEnd.phase(ended.view().state().outcome())
            : Phase.Failed;
    return over(facts, phase, Reason.NotRepairable, message, draft);
  }

  private static RunReport over(
      RunFacts facts, Phase phase, Reason reason, String message, RunDraft draft) {
    draft.operation = null;
    draft.phase = phase;
    draft.message = message;
    draft.conditions = RunConditions.of(facts, phase, RunReport.why(phase, reason), message);
    return RunReport.report(facts, draft, Notice.warning(reason, message));
  }

  /** It is tried again; people see why it takes so long. */
  private static RunReport waiting(
      RunFacts facts, DatabricksFailure failure, String what, RunDraft draft) {
    var reason = reason(facts.operation().kind(), failure);
    boolean stalled = failure.kind() == DatabricksFailure.Kind.FORBIDDEN;
    draft.message = what + failure.text();
    draft.conditions =
        facts.runId() == null
            ? RunConditions.pending(facts, reason, draft.message, stalled)
            : RunConditions.held(facts, reason, draft.message, stalled);
    return RunReport.report(facts, draft, Notice.warning(reason, draft.message));
  }

  /** What a look that failed is to people. */
  static Reason reason(DatabricksFailure failure) {
    return switch (failure.kind()) {
      case UNAUTHORISED -> Reason.CredentialsRefused;
      case FORBIDDEN -> Reason.PermissionDenied;
      case THROTTLED -> Reason.Throttled;
      case UNAVAILABLE, NOT_FOUND, INVALID, CONFLICT -> Reason.Unreachable;
    };
  }

  private static Reason reason(Operation.Kind kind, DatabricksFailure failure) {
    return switch (failure.kind()) {
      case UNAUTHORISED, FORBIDDEN, THROTTLED, UNAVAILABLE -> reason(failure);
      case NOT_FOUND -> kind == Operation.Kind.Start ? Reason.JobNotReady : refused(kind);
      case INVALID, CONFLICT -> refused(kind);
    };
  }

  private static Reason refused(Operation.Kind kind) {
    return switch (kind) {
      case Start -> Reason.StartRefused;
      case Repair -> Reason.NotRepairable;
      case Cancel -> Reason.CancelRequested;
      case Create, Activate, Reset, Delete ->
          throw new IllegalStateException("no effect of a run: " + kind);
    };
  }
}
