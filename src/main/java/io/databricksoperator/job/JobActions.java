package io.databricksoperator.job;

import io.databricksoperator.api.Operation;
import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.kube.Intents;
import io.databricksoperator.settings.JobBody;
import io.databricksoperator.workspace.Connections;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;

/** Carries out a decision: at most one call that changes something in Databricks. */
final class JobActions {

  private final Intents intents;
  private final Connections connections;
  private final JobLooks looks;
  private final Clock clock;

  JobActions(Intents intents, Connections connections, JobLooks looks, Clock clock) {
    this.intents = intents;
    this.clock = clock;
    this.connections = connections;
    this.looks = looks;
  }

  /** Forgets the intent that the object had, unless it still has it. */
  void close(Operation before, Operation after) {
    var token = before == null ? null : before.token();
    var kept = after == null ? null : after.token();
    intents.closeUnlessSame(token, kept);
    if (token != null && !token.equals(kept)) {
      looks.done(token);
    }
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
      case JobDecision.Delete delete -> delete(facts, facts.jobId());
      case JobDecision.DeleteCopy copy -> delete(facts, copy.jobId());
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
        new Operation(intent.kind(), intents.open(), name, facts.now().toString(), null));
  }

  private JobOutcome create(boolean inert, JobFacts facts) {
    var body = inert ? JobBody.inert(facts.body()) : facts.body();
    return send(
        facts, () -> facts.link().api().createJob(body), id -> new JobOutcome.Created(id, inert));
  }

  private JobOutcome delete(JobFacts facts, long jobId) {
    var outcome =
        send(facts, () -> facts.link().api().deleteJob(jobId), done -> new JobOutcome.Deleted());
    boolean gone =
        outcome instanceof JobOutcome.Failed(DatabricksFailure failure)
            && failure.kind() == DatabricksFailure.Kind.NOT_FOUND;
    return gone ? new JobOutcome.Deleted() : outcome;
  }

  /** From the moment it may leave, nobody knows whether it arrived, until the answer says so. */
  private <T> JobOutcome send(
      JobFacts facts, Supplier<Answer<T>> call, Function<T, JobOutcome> outcome) {
    var token = facts.operation() == null ? null : facts.operation().token();
    if (token != null) {
      intents.doubt(token, facts.now());
    }
    return switch (call.get()) {
      case Answer.Ok<T>(T value) -> {
        if (token != null) {
          intents.acted(token, clock.instant());
        }
        yield outcome.apply(value);
      }
      case Answer.Failed<T>(DatabricksFailure failure) -> {
        if (failure.kind() == DatabricksFailure.Kind.UNAUTHORISED) {
          connections.doubt(facts.link().workspace());
        }
        if (token != null && failure.ambiguous()) {
          intents.doubt(token, clock.instant());
        } else if (token != null) {
          intents.restore(token, facts.standing());
        }
        yield new JobOutcome.Failed(failure);
      }
    };
  }
}
