package io.databricksoperator.job;

import io.databricksoperator.api.Operation;
import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.JobQuery;
import io.databricksoperator.databricks.JobView;
import io.databricksoperator.databricks.Paging;
import io.databricksoperator.effect.Intents;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads what Databricks shows of a job, only when a decision needs it. */
final class JobLooks {

  private final JobSweeps sweeps;

  /** The tokens of intents that were searched for. */
  private final Set<String> searched = ConcurrentHashMap.newKeySet();

  JobLooks(JobSweeps sweeps) {
    this.sweeps = sweeps;
  }

  Look look(JobFacts facts) {
    boolean going = facts.going();
    if (facts.link() == null || facts.elsewhere() || !going && !facts.problems().isEmpty()) {
      return new Look.None();
    }
    if (facts.jobId() == null) {
      return facts.doing(Operation.Kind.Create) && searchDue(facts)
          ? search(facts)
          : new Look.None();
    }
    if (going) {
      return JobDeletion.sends(facts) ? leaving(facts) : new Look.None();
    }
    if (facts.operation() != null || facts.unwritten()) {
      return new Look.None();
    }
    return readDue(facts) ? read(facts) : copy(facts);
  }

  /** An intent in doubt is searched for at once and again when the doubt is over; others always. */
  private boolean searchDue(JobFacts facts) {
    return !(facts.standing() instanceof Intents.Doubtful)
        || !searched.contains(facts.operation().token())
        || !facts.now().isBefore(JobCreation.doubtOver(facts));
  }

  private Look search(JobFacts facts) {
    return switch (named(facts, facts.operation().name())) {
      case Answer.Failed<List<JobView>>(DatabricksFailure failure) -> new Look.Failed(failure);
      case Answer.Ok<List<JobView>>(List<JobView> found) -> {
        searched.add(facts.operation().token());
        yield new Look.Found(found);
      }
    };
  }

  private static Answer<List<JobView>> named(JobFacts facts, String name) {
    var query = JobQuery.named(name);
    return Paging.all(token -> facts.link().api().listJobs(query.page(token)));
  }

  private boolean readDue(JobFacts facts) {
    var missing = facts.status().missingSince();
    if (missing != null) {
      return !facts.now().isBefore(Instant.parse(missing).plus(JobCreation.DOUBT));
    }
    if (!facts.written()) {
      return true;
    }
    return facts.confirmed()
        ? !facts.told() || memory(facts).suspect(facts.jobId())
        : Confirmation.due(facts);
  }

  private Look read(JobFacts facts) {
    memory(facts).know(facts.jobId(), ResourceID.fromResource(facts.job()), facts.owner().value());
    return switch (facts.link().api().getJob(facts.jobId())) {
      case Answer.Ok<JobView>(JobView view) -> {
        memory(facts).read(facts.jobId(), view, facts.now());
        yield new Look.Live(view);
      }
      case Answer.Failed<JobView>(DatabricksFailure failure) -> {
        if (failure.kind() != DatabricksFailure.Kind.NOT_FOUND) {
          yield new Look.Failed(failure);
        }
        memory(facts).read(facts.jobId(), null, facts.now());
        yield new Look.Missing();
      }
    };
  }

  /** A copy that a lost answer left behind is told from one that does something. */
  private Look copy(JobFacts facts) {
    var copy = memory(facts).takeCopy(ResourceID.fromResource(facts.job()));
    return copy.isPresent()
            && JobCopies.look(copy.get(), facts)
                instanceof Answer.Ok<Optional<Look.Copy>>(Optional<Look.Copy> seen)
            && seen.isPresent()
        ? seen.get()
        : new Look.None();
  }

  /** The last look before a deletion. */
  private static Look leaving(JobFacts facts) {
    return switch (facts.link().api().getJob(facts.jobId())) {
      case Answer.Ok<JobView>(JobView own) -> leaving(facts, own);
      case Answer.Failed<JobView>(DatabricksFailure failure) ->
          failure.kind() == DatabricksFailure.Kind.NOT_FOUND
              ? leaving(facts, null)
              : new Look.Failed(failure);
    };
  }

  private static Look leaving(JobFacts facts, JobView own) {
    var copies =
        named(facts, facts.body().path("name").asText()).then(jobs -> JobCopies.among(jobs, facts));
    return switch (copies) {
      case Answer.Ok<List<Look.Copy>>(List<Look.Copy> found) -> new Look.Leaving(own, found);
      case Answer.Failed<List<Look.Copy>>(DatabricksFailure failure) -> new Look.Failed(failure);
    };
  }

  private JobMemory memory(JobFacts facts) {
    return sweeps.of(facts.link().workspace()).memory();
  }

  /** The intent is done. */
  void done(String token) {
    searched.remove(token);
  }
}
