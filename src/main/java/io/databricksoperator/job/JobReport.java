package io.databricksoperator.job;

import static io.databricksoperator.api.ConditionType.Ready;
import static io.databricksoperator.api.ConditionType.Reconciling;
import static io.databricksoperator.api.ConditionType.Stalled;
import static io.databricksoperator.api.ConditionType.Synced;

import io.databricksoperator.api.JobStatus;
import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.kube.Conditions;
import io.databricksoperator.kube.Notice;
import io.databricksoperator.settings.Difference;
import io.databricksoperator.settings.DriftText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The whole status of a job after a decision, and what to tell people: pure.
 *
 * @param status what the object should say; null to leave it alone
 * @param notices what is told if the status changed
 */
record JobReport(JobStatus status, List<Notice> notices) {

  static JobReport of(JobFacts facts, JobDecision decision, JobOutcome outcome) {
    var draft = new JobDraft(facts);
    return switch (outcome) {
      case JobOutcome.Nothing nothing -> decided(facts, decision, draft);
      case JobOutcome.Intended(Operation operation) -> {
        draft.operation = operation;
        yield JobEffectReport.intended(facts, (JobDecision.Record) decision, draft);
      }
      case JobOutcome.Created(long jobId, boolean inert) ->
          JobEffectReport.created(facts, jobId, inert, draft);
      case JobOutcome.Written written -> JobEffectReport.written(facts, draft);
      case JobOutcome.Deleted deleted -> new JobReport(null, List.of());
      case JobOutcome.Failed(DatabricksFailure failure) ->
          JobEffectReport.failed(facts, failure, draft);
    };
  }

  private static JobReport decided(JobFacts facts, JobDecision decision, JobDraft draft) {
    return switch (decision) {
      case JobDecision.Keep keep -> unchanged(facts, draft);
      case JobDecision.HoldFinalizer hold -> new JobReport(null, List.of());
      case JobDecision.Release release -> new JobReport(null, List.of());
      case JobDecision.Hold hold -> held(facts, hold, draft);
      case JobDecision.Take take -> JobEffectReport.taken(facts, take.jobs().getFirst(), draft);
      case JobDecision.Confirm confirm -> JobLookReport.confirmed(facts, confirm, draft);
      case JobDecision.AwaitWrite await -> JobLookReport.late(facts, await, draft);
      case JobDecision.Unconfirmed unconfirmed -> JobLookReport.unconfirmed(facts, draft);
      case JobDecision.InSync inSync -> JobLookReport.inSync(facts, draft);
      case JobDecision.Report(var drift) -> JobLookReport.drifted(facts, drift, draft);
      case JobDecision.Miss miss -> {
        draft.missingSince = facts.now().toString();
        yield report(facts, draft, List.of());
      }
      case JobDecision.ReportGone gone -> JobLookReport.gone(facts, draft);
      case JobDecision.TellCopy(long jobId) ->
          new JobReport(null, List.of(Notice.warning(Reason.OwnedByAnother, copy(jobId))));
      case JobDecision.Blocked(String message) -> blocked(facts, message, draft);
      case JobDecision.Record intent -> unchanged(facts, draft);
      case JobDecision.Create create -> unchanged(facts, draft);
      case JobDecision.Write write -> unchanged(facts, draft);
      case JobDecision.Delete delete -> unchanged(facts, draft);
      case JobDecision.DeleteCopy delete -> unchanged(facts, draft);
      case JobDecision.Retry retry -> unchanged(facts, draft);
    };
  }

  /** An object that nothing is known of yet stays without a status. */
  private static JobReport unchanged(JobFacts facts, JobDraft draft) {
    return facts.job().getStatus() == null || facts.going()
        ? new JobReport(null, List.of())
        : new JobReport(draft.build(facts.status().observedGeneration()), List.of());
  }

  private static JobReport held(JobFacts facts, JobDecision.Hold hold, JobDraft draft) {
    var conditions = conditions(facts);
    if (facts.inPlace() && unreachable(hold.reason())) {
      // The definition is where it was; only nobody can look at it (design 2, Ready).
      conditions.keep(Ready);
    } else {
      conditions.set(Ready, false, hold.reason(), hold.message());
    }
    conditions.set(Synced, false, hold.reason(), hold.message());
    conditions.set(hold.stalled() ? Stalled : Reconciling, true, hold.reason(), hold.message());
    draft.conditions = conditions.list();
    return report(facts, draft, news(facts, hold.reason(), hold.message()));
  }

  private static boolean unreachable(Reason reason) {
    return reason == Reason.WorkspaceNotReady;
  }

  /** The deletion waits, and a person reads here why, how long, and how to end it. */
  static JobReport blocked(JobFacts facts, String cause, JobDraft draft) {
    var message = JobDeletion.waits(facts, cause);
    var conditions = conditions(facts).keep(Synced);
    conditions.set(Ready, false, Reason.DeletionBlocked, message);
    conditions.set(Reconciling, true, Reason.DeletionBlocked, message);
    draft.conditions = conditions.list();
    return report(facts, draft, news(facts, Reason.DeletionBlocked, message));
  }

  static String copy(long jobId) {
    return "job "
        + jobId
        + " carries this object's tag as well; it starts by itself or has run, so only a person may"
        + " delete it";
  }

  /** A warning, unless the object gives the same reason already, of the same manifest. */
  static List<Notice> news(JobFacts facts, Reason reason, String message) {
    boolean told =
        facts.generationSeen()
            ? Conditions.gives(facts.status().conditions(), reason)
            : Conditions.says(facts.status().conditions(), reason, message);
    return told ? List.of() : List.of(Notice.warning(reason, message));
  }

  /** The first paths that differ. */
  static String paths(List<Difference> drift) {
    var first = drift.stream().limit(5).map(DriftText::path).collect(Collectors.joining(", "));
    return drift.size() > 5 ? first + " and " + (drift.size() - 5) + " more places" : first;
  }

  static Conditions conditions(JobFacts facts) {
    return new Conditions(
        facts.status().conditions(), facts.now(), facts.job().getMetadata().getGeneration());
  }

  static JobReport report(JobFacts facts, JobDraft draft, List<Notice> notices) {
    return new JobReport(draft.build(facts.job().getMetadata().getGeneration()), notices);
  }
}
