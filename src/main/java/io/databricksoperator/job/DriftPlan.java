package io.databricksoperator.job;

import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.JobView;
import io.databricksoperator.settings.Drift;
import io.databricksoperator.settings.OwnerTag;
import java.util.Optional;

/** Decides about a job that was read and should be as its manifest says (design 6). */
final class DriftPlan {

  private DriftPlan() {}

  /**
   * Nothing is written to a job that another installation has put its tag on, until ours is back.
   */
  static Optional<JobDecision> claimed(JobFacts facts, JobView live) {
    return switch (facts.claim(live)) {
      case SameObjectOtherInstallation ->
          Optional.of(
              new JobDecision.Hold(
                  Reason.OwnedByAnother,
                  "the same object of another installation of the operator took over job "
                      + live.jobId()
                      + "; delete one of the two objects (deleting this one leaves the job), or"
                      + " give both installations the same installation id",
                  true));
      case Other -> facts.claimed() ? Optional.of(nobodys(live)) : Optional.empty();
      case Ours -> Optional.empty();
    };
  }

  private static JobDecision nobodys(JobView live) {
    return new JobDecision.Hold(
        Reason.OwnedByAnother,
        "another installation of the operator took over job "
            + live.jobId()
            + ", and its tag "
            + OwnerTag.NAME
            + " is neither its nor ours now; delete this object (which leaves the job), or put the"
            + " tag of one of the two back",
        true);
  }

  static JobDecision judge(JobFacts facts, JobView live) {
    var drift = Drift.judge(facts.body(), JobFacts.settings(live), facts.accepted());
    if (drift.isEmpty()) {
      return new JobDecision.InSync();
    }
    return facts.corrects()
        ? new JobDecision.Record(Operation.Kind.Reset, Reason.DriftCorrected, drift)
        : new JobDecision.Report(drift);
  }
}
