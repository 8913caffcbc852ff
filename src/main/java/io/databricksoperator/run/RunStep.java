package io.databricksoperator.run;

import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.kube.LogKeys;
import io.databricksoperator.kube.References;

/** One step of a run, carried out. */
record RunStep(
    RunFacts facts, RunDecision decision, RunOutcome outcome, RunReport report, boolean written) {

  /** Whether nothing more happens to the run by itself now. */
  boolean over() {
    return decision instanceof RunDecision.End
        || decision instanceof RunDecision.Show
        || endedNow() && !RunPlanner.reopens(facts) && !facts.going();
  }

  /** Whether it ended in this step. */
  boolean ends() {
    return endedNow() && !RunPlanner.ended(facts);
  }

  private boolean endedNow() {
    var phase = report.status() == null ? facts.status().phase() : report.status().phase();
    return phase != null && phase.ended();
  }

  /** Whether it was cancelled because its object is deleted: nothing more is to be done. */
  boolean cancelledForDeletion() {
    return facts.going() && outcome instanceof RunOutcome.Cancelled;
  }

  /** Whether its object is deleted and the start that was in doubt turned out to be none. */
  boolean refusedForDeletion() {
    return facts.going()
        && decision instanceof RunDecision.Start
        && outcome instanceof RunOutcome.Failed(DatabricksFailure failure)
        && never(failure);
  }

  /** Whether this refusal of a start means that there never was a run and never will be. */
  private static boolean never(DatabricksFailure failure) {
    return switch (failure.kind()) {
      case INVALID, NOT_FOUND -> true;
      case UNAUTHORISED, FORBIDDEN, CONFLICT, THROTTLED, UNAVAILABLE -> false;
    };
  }

  /** What a log line about this step names. */
  LogKeys keys() {
    var status = report.status() == null ? facts.status() : report.status();
    var attempt = status.attemptCount() == null ? null : status.attemptCount() - 1;
    return new LogKeys(workspace(), status.jobId(), status.runId(), attempt);
  }

  /** The run's workspace, as metrics and logs name it. */
  String workspace() {
    var known = facts.status().workspace();
    var where = facts.source().where();
    var name = known != null || where == null ? known : where.getName();
    return References.key(facts.run(), name == null ? "" : name);
  }
}
