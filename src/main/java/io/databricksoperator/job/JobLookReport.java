package io.databricksoperator.job;

import static io.databricksoperator.api.ConditionType.Drifted;
import static io.databricksoperator.api.ConditionType.Ready;
import static io.databricksoperator.api.ConditionType.Reconciling;
import static io.databricksoperator.api.ConditionType.Stalled;
import static io.databricksoperator.api.ConditionType.Synced;

import io.databricksoperator.api.JobStatus;
import io.databricksoperator.api.Reason;
import io.databricksoperator.kube.Conditions;
import io.databricksoperator.kube.Notice;
import io.databricksoperator.settings.Baseline;
import io.databricksoperator.settings.Difference;
import io.databricksoperator.settings.DriftText;
import java.util.List;

/** What a job's status says after a look at it: pure. */
final class JobLookReport {

  private JobLookReport() {}

  static JobReport confirmed(JobFacts facts, JobDecision.Confirm confirm, JobDraft draft) {
    boolean isNew = Conditions.has(facts.status().conditions(), Ready, Reason.Creating);
    var conditions = good(facts, isNew ? Reason.Created : Reason.Updated);
    draft.missingSince = null;
    draft.baseline = baseline(facts, confirm);
    draft.serverOwned =
        confirm.owned().isEmpty() ? null : confirm.owned().stream().map(DriftText::path).toList();
    if (!confirm.drift().isEmpty()) {
      return drifted(facts, confirm.drift(), conditions, draft);
    }
    draft.differs(List.of());
    draft.conditions = conditions.list();
    return JobReport.report(
        facts,
        draft,
        isNew
            ? List.of()
            : List.of(Notice.normal(Reason.Updated, "Databricks has what the manifest says")));
  }

  private static JobStatus.Baseline baseline(JobFacts facts, JobDecision.Confirm confirm) {
    var live = JobFacts.settings(confirm.live());
    var made = Baseline.of(facts.body(), live, facts.salt());
    var owned = Baseline.owned(confirm.owned(), facts.salt());
    return new JobStatus.Baseline(
        made.wanted(),
        made.live(),
        null,
        made.extras().isEmpty() ? null : made.extras(),
        owned.isEmpty() ? null : owned,
        facts.baseline().since(),
        null,
        null);
  }

  static JobReport late(JobFacts facts, JobDecision.AwaitWrite await, JobDraft draft) {
    draft.readAgain(await.always());
    draft.missingSince = null;
    return JobReport.report(facts, draft, List.of());
  }

  static JobReport unconfirmed(JobFacts facts, JobDraft draft) {
    draft.readAgain(null);
    var message =
        "Databricks took the settings and does not show them after a minute; they are written again"
            + " in five minutes";
    var conditions = JobReport.conditions(facts);
    conditions.set(Ready, false, Reason.SyncUnconfirmed, message);
    conditions.set(Synced, false, Reason.SyncUnconfirmed, message);
    conditions.set(Reconciling, true, Reason.SyncUnconfirmed, message);
    draft.conditions = conditions.list();
    return JobReport.report(facts, draft, JobReport.news(facts, Reason.SyncUnconfirmed, message));
  }

  static JobReport inSync(JobFacts facts, JobDraft draft) {
    draft.missingSince = null;
    draft.differs(List.of());
    var before = Conditions.reason(facts.status().conditions(), Ready);
    var reason = before.filter(any -> facts.ready()).orElse(Reason.Updated);
    draft.conditions = good(facts, reason).list();
    return JobReport.report(facts, draft, List.of());
  }

  static JobReport drifted(JobFacts facts, List<Difference> drift, JobDraft draft) {
    // The definition is in place; that someone changed it since is said by the others.
    var reason = Conditions.reason(facts.status().conditions(), Ready).filter(r -> facts.ready());
    return drifted(facts, drift, ready(facts, reason.orElse(Reason.Updated)), draft);
  }

  private static JobReport drifted(
      JobFacts facts, List<Difference> drift, Conditions conditions, JobDraft draft) {
    draft.differs(drift);
    draft.missingSince = null;
    var reason = facts.corrects() ? Reason.Contested : Reason.DriftReported;
    var message =
        "Databricks differs from the manifest in "
            + JobReport.paths(drift)
            + (facts.corrects()
                ? ", whatever is written; it stays so until the job or the manifest changes"
                : "; driftPolicy says Report, so it stays");
    conditions.set(Synced, false, reason, message);
    conditions.set(Drifted, true, reason, message);
    draft.conditions = conditions.list();
    return JobReport.report(facts, draft, JobReport.news(facts, reason, message));
  }

  static JobReport gone(JobFacts facts, JobDraft draft) {
    var message =
        "someone deleted job "
            + facts.status().jobId()
            + " in Databricks; driftPolicy says Report, so it is not made again;"
            + " set driftPolicy to Correct, or delete this object";
    var conditions = JobReport.conditions(facts);
    conditions.set(Ready, false, Reason.JobGone, message);
    conditions.set(Synced, false, Reason.JobGone, message);
    conditions.set(Drifted, true, Reason.JobGone, message);
    conditions.set(Stalled, true, Reason.JobGone, message);
    draft.conditions = conditions.list();
    return JobReport.report(facts, draft, JobReport.news(facts, Reason.JobGone, message));
  }

  /** Everything is as it should be. */
  private static Conditions good(JobFacts facts, Reason reason) {
    return ready(facts, reason).set(Synced, true, reason, "Databricks has what the manifest says");
  }

  private static Conditions ready(JobFacts facts, Reason reason) {
    var paused = Boolean.TRUE.equals(facts.spec().suspend()) ? ", suspended" : "";
    return JobReport.conditions(facts)
        .set(Ready, true, reason, "job " + facts.status().jobId() + " is in place" + paused);
  }
}
