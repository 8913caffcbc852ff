package io.databricksoperator.job;

import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.JobView;
import io.databricksoperator.effect.Intents;
import io.databricksoperator.settings.JobBody;
import io.databricksoperator.settings.OwnerTag;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Decides about a job that has no id yet. The API has no token for a create, so a search by the
 * recorded name comes before each, and a second one a minute after a create whose answer was lost.
 */
final class JobCreation {

  /** How long a job whose create got no answer may take to show up (design 5). */
  static final Duration DOUBT = Duration.ofSeconds(60);

  private JobCreation() {}

  static JobDecision decide(JobFacts facts) {
    if (!facts.doing(Operation.Kind.Create)) {
      return new JobDecision.Record(Operation.Kind.Create, Reason.Creating, List.of());
    }
    return facts.look() instanceof Look.Found(var jobs)
        ? found(facts, jobs)
        : new JobDecision.Keep(doubtOver(facts));
  }

  private static JobDecision found(JobFacts facts, List<JobView> jobs) {
    var ours = ours(facts, jobs);
    if (!ours.isEmpty()) {
      return new JobDecision.Take(ours);
    }
    var another =
        jobs.stream()
            .filter(job -> facts.claim(job) == OwnerTag.Claim.SameObjectOtherInstallation)
            .findFirst();
    return another.isPresent() ? anothers(another.get()) : again(facts);
  }

  private static JobDecision anothers(JobView job) {
    return new JobDecision.Hold(
        Reason.OwnedByAnother,
        "job "
            + job.jobId()
            + " of this name belongs to the same object of another installation of the operator;"
            + " delete that job or that object, or give both installations the same"
            + " installation id",
        true);
  }

  /** Nothing is to be found of it. */
  private static JobDecision again(JobFacts facts) {
    return switch (facts.standing()) {
      case Intents.Fresh fresh -> create(facts);
      // It was made and is not to be found: as unsure as if the answer had been lost.
      case Intents.Acted(Instant at) ->
          facts.now().isBefore(at.plus(DOUBT))
              ? new JobDecision.Keep(at.plus(DOUBT))
              : create(facts);
      case Intents.Doubtful(Instant since) ->
          facts.now().isBefore(since.plus(DOUBT))
              ? new JobDecision.Keep(since.plus(DOUBT))
              : create(facts);
    };
  }

  /** Only under the recorded name, so that the next search finds what this makes. */
  private static JobDecision create(JobFacts facts) {
    if (!facts.body().path("name").asText().equals(facts.operation().name())) {
      return new JobDecision.Record(Operation.Kind.Create, Reason.Creating, List.of());
    }
    return new JobDecision.Create(JobBody.startsByItself(facts.body()));
  }

  /** The jobs that carry our own tag, the oldest first. */
  static List<JobView> ours(JobFacts facts, List<JobView> jobs) {
    return jobs.stream()
        .filter(job -> facts.claim(job) == OwnerTag.Claim.Ours)
        .sorted(
            Comparator.comparing(JobView::created, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(JobView::jobId))
        .toList();
  }

  /** When an intent in doubt may be acted on again. */
  static Instant doubtOver(JobFacts facts) {
    return switch (facts.standing()) {
      case Intents.Doubtful(Instant since) -> since.plus(DOUBT);
      case Intents.Fresh fresh -> facts.now();
      case Intents.Acted(Instant at) -> at.plus(DOUBT);
      case null -> facts.now().plus(DOUBT);
    };
  }
}
