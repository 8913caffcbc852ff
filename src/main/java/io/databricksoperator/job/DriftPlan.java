package io.databricksoperator.job;

import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.JobView;
import io.databricksoperator.settings.Drift;
import io.databricksoperator.settings.OwnerTag;

/** Decides about a job that was read and should be as its manifest says (design 6). */
final class DriftPlan {

  private DriftPlan() {}

  static JobDecision judge(JobFacts facts, JobView live) {
    var claim =
        OwnerTag.parse(facts.owner())
            .map(owner -> owner.claim(live.tag(OwnerTag.NAME)))
            .orElse(OwnerTag.Claim.Other);
    if (claim == OwnerTag.Claim.SameObjectOtherInstallation) {
      return new JobDecision.Hold(
          Reason.OwnedByAnother,
          "another installation of the operator took over job "
              + live.jobId()
              + "; delete one of the two objects, or give both installations the same id",
          true);
    }
    var drift = Drift.judge(facts.body(), JobFacts.settings(live), facts.accepted());
    if (drift.isEmpty()) {
      return new JobDecision.InSync();
    }
    return facts.corrects()
        ? new JobDecision.Record(Operation.Kind.Reset, Reason.DriftCorrected, drift)
        : new JobDecision.Report(drift);
  }
}
