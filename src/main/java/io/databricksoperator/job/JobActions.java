package io.databricksoperator.job;

import io.databricksoperator.api.Operation;
import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.Done;
import io.databricksoperator.effect.Intents;
import io.databricksoperator.effect.Sender;
import io.databricksoperator.settings.JobBody;
import java.util.function.Function;
import java.util.function.Supplier;

/** Carries out a decision: at most one call that changes something in Databricks. */
final class JobActions {

  private final Intents intents;
  private final Sender sender;

  JobActions(Intents intents, Sender sender) {
    this.intents = intents;
    this.sender = sender;
  }

  JobOutcome carryOut(JobDecision decision, JobFacts facts) {
    return switch (decision) {
      case JobDecision.Record intent -> intend(intent, facts);
      case JobDecision.Create create -> create(create.inert(), facts);
      case JobDecision.Write write ->
          send(
              facts,
              () -> facts.link().api().resetJob(facts.jobId(), facts.body()),
              done -> new JobOutcome.Written());
      case JobDecision.Delete delete -> gone(delete(facts));
      case JobDecision.DeleteCopy copy -> gone(deleteCopy(copy.jobId(), facts));
      case JobDecision.Keep keep -> new JobOutcome.Nothing();
      case JobDecision.HoldFinalizer hold -> new JobOutcome.Nothing();
      case JobDecision.Hold hold -> new JobOutcome.Nothing();
      case JobDecision.TellCopy tell -> new JobOutcome.Nothing();
      case JobDecision.Take take -> new JobOutcome.Nothing();
      case JobDecision.Confirm confirm -> new JobOutcome.Nothing();
      case JobDecision.AwaitWrite await -> new JobOutcome.Nothing();
      case JobDecision.Unconfirmed unconfirmed -> new JobOutcome.Nothing();
      case JobDecision.InSync inSync -> new JobOutcome.Nothing();
      case JobDecision.Report report -> new JobOutcome.Nothing();
      case JobDecision.Miss miss -> new JobOutcome.Nothing();
      case JobDecision.ReportGone gone -> new JobOutcome.Nothing();
      case JobDecision.Retry(DatabricksFailure failure) -> new JobOutcome.Failed(failure);
      case JobDecision.Release release -> new JobOutcome.Nothing();
      case JobDecision.Blocked blocked -> new JobOutcome.Nothing();
    };
  }

  private JobOutcome intend(JobDecision.Record intent, JobFacts facts) {
    var name = intent.kind() == Operation.Kind.Create ? facts.body().path("name").asText() : null;
    return new JobOutcome.Intended(
        Operation.of(intent.kind(), intents.open(), facts.now().toString()).named(name));
  }

  private JobOutcome create(boolean inert, JobFacts facts) {
    var body = inert ? JobBody.inert(facts.body()) : facts.body();
    return send(
        facts, () -> facts.link().api().createJob(body), id -> new JobOutcome.Created(id, inert));
  }

  private JobOutcome delete(JobFacts facts) {
    return send(
        facts, () -> facts.link().api().deleteJob(facts.jobId()), done -> new JobOutcome.Deleted());
  }

  /** It is not what was intended, so nothing is kept of it. */
  private static JobOutcome deleteCopy(long jobId, JobFacts facts) {
    return switch (facts.link().api().deleteJob(jobId)) {
      case Answer.Ok<Done> done -> new JobOutcome.Deleted();
      case Answer.Failed<Done>(DatabricksFailure failure) -> new JobOutcome.Failed(failure);
    };
  }

  private static JobOutcome gone(JobOutcome outcome) {
    boolean gone =
        outcome instanceof JobOutcome.Failed(DatabricksFailure failure)
            && failure.kind() == DatabricksFailure.Kind.NOT_FOUND;
    return gone ? new JobOutcome.Deleted() : outcome;
  }

  private <T> JobOutcome send(
      JobFacts facts, Supplier<Answer<T>> call, Function<T, JobOutcome> done) {
    return sender.send(facts, call, done, JobOutcome.Failed::new);
  }
}
