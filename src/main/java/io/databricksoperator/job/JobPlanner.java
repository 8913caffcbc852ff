package io.databricksoperator.job;

import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.JobView;
import io.databricksoperator.effect.Hurdle;
import io.databricksoperator.kube.Finalizers;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Decides what is done about a job: a pure function of the facts. */
final class JobPlanner {

  private JobPlanner() {}

  static JobDecision decide(JobFacts facts) {
    var decision = wanted(facts);
    return facts.resting() && facts.generationSeen() && sends(decision)
        ? new JobDecision.Keep(facts.ground().restsUntil())
        : decision;
  }

  private static boolean sends(JobDecision decision) {
    return decision instanceof JobDecision.Create
        || decision instanceof JobDecision.Write
        || decision instanceof JobDecision.Delete;
  }

  private static JobDecision wanted(JobFacts facts) {
    if (facts.going()) {
      return JobDeletion.decide(facts);
    }
    if (!facts.problems().isEmpty()) {
      return new JobDecision.Hold(
          Reason.InvalidSettings,
          facts.problems().stream()
              .map(problem -> problem.replaceAll("\\.$", ""))
              .collect(Collectors.joining("; ")),
          true);
    }
    if (!Finalizers.held(facts.job())) {
      return new JobDecision.HoldFinalizer();
    }
    var hurdle = Hurdle.before(facts);
    if (hurdle.isPresent()) {
      return waits(hurdle.get());
    }
    if (facts.look() instanceof Look.Failed(var failure)) {
      return new JobDecision.Retry(failure);
    }
    return facts.jobId() == null ? JobCreation.decide(facts) : present(facts);
  }

  private static JobDecision waits(Hurdle hurdle) {
    return switch (hurdle) {
      case Hurdle.Unchecked unchecked -> new JobDecision.Keep(null);
      case Hurdle.Closed(Reason reason, String message, boolean stalled) ->
          new JobDecision.Hold(reason, message, stalled);
    };
  }

  private static JobDecision present(JobFacts facts) {
    if (facts.doing(Operation.Kind.Activate) || facts.doing(Operation.Kind.Reset)) {
      return new JobDecision.Write();
    }
    return switch (facts.look()) {
      case Look.Live(var view) -> DriftPlan.claimed(facts, view).orElseGet(() -> seen(facts, view));
      case Look.Missing missing -> missing(facts);
      case Look.None none -> idle(facts);
      case Look.Found found -> idle(facts);
      case Look.Leaving leaving -> idle(facts);
      case Look.Copy(long jobId, boolean harmless) ->
          harmless ? new JobDecision.DeleteCopy(jobId) : new JobDecision.TellCopy(jobId);
      case Look.Failed(var failure) -> new JobDecision.Retry(failure);
    };
  }

  private static JobDecision seen(JobFacts facts, JobView live) {
    if (!facts.written()) {
      return new JobDecision.Record(Operation.Kind.Reset, Reason.Updating, List.of());
    }
    return facts.confirmed() ? DriftPlan.judge(facts, live) : Confirmation.judge(facts, live);
  }

  /** Nothing was looked at: what is due next. */
  private static JobDecision idle(JobFacts facts) {
    if (facts.unwritten()) {
      return new JobDecision.Record(Operation.Kind.Reset, Reason.Updating, List.of());
    }
    if (facts.status().missingSince() != null) {
      return new JobDecision.Keep(
          Instant.parse(facts.status().missingSince()).plus(JobCreation.DOUBT));
    }
    return new JobDecision.Keep(facts.confirmed() ? null : Confirmation.next(facts));
  }

  /** "Does not exist" is believed when it is repeated after a minute (design 3.3). */
  private static JobDecision missing(JobFacts facts) {
    var since = facts.status().missingSince();
    if (since == null) {
      return new JobDecision.Miss();
    }
    if (facts.now().isBefore(Instant.parse(since).plus(JobCreation.DOUBT))) {
      return new JobDecision.Keep(Instant.parse(since).plus(JobCreation.DOUBT));
    }
    return facts.corrects()
        ? new JobDecision.Record(Operation.Kind.Create, Reason.JobGone, List.of())
        : new JobDecision.ReportGone();
  }
}
