package io.databricksoperator.run;

import io.databricksoperator.api.Phase;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.kube.Notice;

/** What a run's status says after a call that failed: pure. */
final class FailureReport {

  private FailureReport() {}

  static RunReport of(
      RunFacts facts, RunDecision decision, DatabricksFailure failure, RunDraft draft) {
    if (facts.run().isMarkedForDeletion()) {
      draft.message = "deletion waits: " + failure.text();
      draft.conditions = RunConditions.held(facts, Reason.DeletionBlocked, draft.message, false);
      return RunReport.report(facts, draft, Notice.warning(Reason.DeletionBlocked, draft.message));
    }
    return switch (decision) {
      case RunDecision.Start start -> start(facts, failure, draft);
      case RunDecision.Repair repair -> repair(facts, failure, draft);
      default -> waiting(facts, failure, draft);
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
      case INVALID -> over(facts, Phase.Failed, Reason.StartRefused, failure.text(), draft);
      case NOT_FOUND -> {
        if (facts.spec().jobRef() == null) {
          yield over(facts, Phase.Failed, Reason.StartRefused, failure.text(), draft);
        }
        // The job was deleted in Databricks; its object makes it again, under another id.
        draft.operation = null;
        yield waiting(facts, failure, draft);
      }
      case UNAUTHORISED, FORBIDDEN, CONFLICT, THROTTLED, UNAVAILABLE ->
          waiting(facts, failure, draft);
    };
  }

  private static RunReport repair(RunFacts facts, DatabricksFailure failure, RunDraft draft) {
    return switch (failure.kind()) {
      case INVALID, NOT_FOUND, FORBIDDEN -> {
        if (!facts.fresh()) {
          // The first try may have been taken; what Databricks shows next tells.
          yield waiting(facts, failure, draft);
        }
        yield over(
            facts,
            Phase.Failed,
            Reason.NotRepairable,
            "Databricks refused the repair: " + failure.text(),
            draft);
      }
      case CONFLICT -> {
        draft.operation = null;
        yield waiting(facts, failure, draft);
      }
      case UNAUTHORISED, THROTTLED, UNAVAILABLE -> waiting(facts, failure, draft);
    };
  }

  private static RunReport over(
      RunFacts facts, Phase phase, Reason reason, String message, RunDraft draft) {
    draft.operation = null;
    draft.phase = phase;
    draft.message = message;
    draft.conditions = RunConditions.of(facts, phase, reason, message);
    return RunReport.report(facts, draft, Notice.warning(reason, message));
  }

  /** It is tried again; people see why it takes so long. */
  private static RunReport waiting(RunFacts facts, DatabricksFailure failure, RunDraft draft) {
    var reason = reason(failure);
    boolean stalled = failure.kind() == DatabricksFailure.Kind.FORBIDDEN;
    draft.message = failure.text();
    draft.conditions =
        facts.runId() == null
            ? RunConditions.pending(facts, reason, draft.message, stalled)
            : RunConditions.held(facts, reason, draft.message, stalled);
    return RunReport.report(facts, draft, Notice.warning(reason, draft.message));
  }

  static Reason reason(DatabricksFailure failure) {
    return switch (failure.kind()) {
      case UNAUTHORISED -> Reason.CredentialsRefused;
      case FORBIDDEN -> Reason.PermissionDenied;
      case THROTTLED -> Reason.Throttled;
      case UNAVAILABLE -> Reason.Unreachable;
      case NOT_FOUND -> Reason.JobNotReady;
      case INVALID, CONFLICT -> Reason.StartRefused;
    };
  }
}
