package io.databricksoperator.job;

import static io.databricksoperator.api.ConditionType.Drifted;
import static io.databricksoperator.api.ConditionType.Ready;
import static io.databricksoperator.api.ConditionType.Reconciling;
import static io.databricksoperator.api.ConditionType.Stalled;
import static io.databricksoperator.api.ConditionType.Synced;

import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.JobView;
import io.databricksoperator.kube.Conditions;
import io.databricksoperator.kube.Notice;
import io.databricksoperator.settings.Fingerprint;
import java.util.List;

/** What a job's status says after an intent or an effect: pure. */
final class JobEffectReport {

  private JobEffectReport() {}

  static JobReport intended(JobFacts facts, JobDecision.Record intent, JobDraft draft) {
    return switch (intent.kind()) {
      case Create -> creating(facts, intent, draft);
      case Reset -> writing(facts, intent, draft);
      case Delete -> {
        draft.conditions =
            busy(facts, Reason.Deleting, "the job is being deleted in Databricks").list();
        yield JobReport.report(facts, draft, List.of());
      }
      case Activate, Start, Repair, Cancel ->
          throw new IllegalStateException("no intent of a job: " + intent.kind());
    };
  }

  private static JobReport creating(JobFacts facts, JobDecision.Record intent, JobDraft draft) {
    var before = draft.jobId;
    draft.gone();
    draft.workspaceId = facts.link().workspaceId();
    draft.conditions = busy(facts, Reason.Creating, "the job is being created").list();
    return JobReport.report(
        facts,
        draft,
        intent.why() == Reason.JobGone
            ? List.of(
                Notice.warning(
                    Reason.JobGone,
                    "someone deleted job " + before + " in Databricks; it is made again"))
            : List.of());
  }

  private static JobReport writing(JobFacts facts, JobDecision.Record intent, JobDraft draft) {
    if (intent.why() != Reason.DriftCorrected) {
      draft.conditions = busy(facts, Reason.Updating, "the job is being changed").list();
      return JobReport.report(facts, draft, List.of());
    }
    // The definition is what it was; only somebody else's change is taken back.
    draft.differs(intent.drift());
    draft.missingSince = null;
    if (facts.look() instanceof Look.Live(var live)) {
      draft.sawBefore(Fingerprint.ofSettings(JobFacts.settings(live), facts.salt()));
    }
    var message = "putting back " + JobReport.paths(intent.drift());
    var conditions = JobReport.conditions(facts).keep(Ready);
    conditions.set(Synced, false, Reason.DriftCorrected, message);
    conditions.set(Drifted, true, Reason.DriftCorrected, message);
    conditions.set(Reconciling, true, Reason.Updating, message);
    draft.conditions = conditions.list();
    return JobReport.report(
        facts,
        draft,
        List.of(
            Notice.warning(
                Reason.DriftCorrected, "someone changed the job in Databricks; " + message)));
  }

  static JobReport created(JobFacts facts, long jobId, boolean inert, JobDraft draft) {
    draft.is(facts, jobId);
    draft.operation =
        inert
            ? Operation.of(
                Operation.Kind.Activate, facts.operation().token(), facts.now().toString())
            : null;
    if (!inert) {
      draft.wrote(facts);
    }
    return JobReport.report(
        facts, draft, List.of(Notice.normal(Reason.Created, "created as job " + jobId)));
  }

  static JobReport taken(JobFacts facts, JobView job, JobDraft draft) {
    draft.is(facts, job.jobId());
    draft.operation = null;
    draft.baseline = null;
    if (facts.going()) {
      return JobReport.report(facts, draft, List.of());
    }
    return JobReport.report(
        facts,
        draft,
        List.of(Notice.normal(Reason.Found, "job " + job.jobId() + " carries our tag; taken")));
  }

  static JobReport written(JobFacts facts, JobDraft draft) {
    draft.operation = null;
    draft.wrote(facts);
    return JobReport.report(facts, draft, List.of());
  }

  static JobReport failed(JobFacts facts, DatabricksFailure failure, JobDraft draft) {
    if (facts.look() instanceof Look.Copy) {
      // That a copy could not be removed says nothing about the job itself.
      return new JobReport(null, List.of());
    }
    if (facts.going()) {
      return JobReport.blocked(facts, failure.text(), draft);
    }
    var reason = reason(failure);
    var message = JobFailureText.of(facts, failure);
    if (failure.kind() == DatabricksFailure.Kind.NOT_FOUND && facts.jobId() != null) {
      // Believed only when it is repeated; a read will tell (design 3.3).
      draft.operation = null;
      draft.missingSince = facts.now().toString();
    }
    var conditions = JobReport.conditions(facts);
    boolean mine =
        failure.kind() == DatabricksFailure.Kind.INVALID
            || failure.kind() == DatabricksFailure.Kind.FORBIDDEN;
    if (facts.ready() && !mine) {
      conditions.keep(Ready);
    } else {
      conditions.set(Ready, false, reason, message);
    }
    conditions.set(Synced, false, reason, message);
    conditions.set(mine ? Stalled : Reconciling, true, reason, message);
    draft.conditions = conditions.list();
    return JobReport.report(facts, draft, JobReport.news(facts, reason, message));
  }

  private static Conditions busy(JobFacts facts, Reason reason, String message) {
    return JobReport.conditions(facts)
        .set(Ready, false, reason, message)
        .set(Synced, false, reason, message)
        .set(Reconciling, true, reason, message);
  }

  private static Reason reason(DatabricksFailure failure) {
    return switch (failure.kind()) {
      case UNAUTHORISED -> Reason.CredentialsRefused;
      case FORBIDDEN -> Reason.PermissionDenied;
      case THROTTLED -> Reason.Throttled;
      case UNAVAILABLE -> Reason.Unreachable;
      case NOT_FOUND -> Reason.JobGone;
      case INVALID, CONFLICT -> Reason.SettingsRefused;
    };
  }
}
