package io.databricksoperator.job;

import io.databricksoperator.api.Operation;
import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.JobQuery;
import io.databricksoperator.databricks.JobView;
import io.databricksoperator.databricks.Page;
import io.databricksoperator.databricks.RunQuery;
import io.databricksoperator.databricks.RunView;
import io.databricksoperator.effect.Intents;
import io.databricksoperator.settings.JobBody;
import io.databricksoperator.settings.OwnerTag;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.ArrayList;
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
      return JobDeletion.sends(facts) ? read(facts) : new Look.None();
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
    var query = JobQuery.named(facts.operation().name());
    var found = new ArrayList<JobView>();
    for (var token = ""; token != null; ) {
      switch (facts.link().api().listJobs(token.isEmpty() ? query : query.page(token))) {
        case Answer.Failed<Page<JobView>>(DatabricksFailure failure) -> {
          return new Look.Failed(failure);
        }
        case Answer.Ok<Page<JobView>>(Page<JobView> page) -> {
          found.addAll(page.items());
          token = page.nextToken();
        }
      }
    }
    searched.add(facts.operation().token());
    return new Look.Found(found);
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
    if (copy.isEmpty()) {
      return new Look.None();
    }
    var api = facts.link().api();
    return api.getJob(copy.get()).then(job -> harmless(job, facts))
            instanceof Answer.Ok<Boolean>(Boolean harmless)
        ? new Look.Copy(copy.get(), harmless)
        : new Look.None();
  }

  /**
   * Whether it can only be what a lost answer of ours left behind: made by us, under our tag and
   * name, asleep and never run. Anything else may be a person's, who copied our job.
   */
  private static Answer<Boolean> harmless(JobView job, JobFacts facts) {
    boolean ours =
        facts.claim(job) == OwnerTag.Claim.Ours
            && facts.link().me().userName().equals(job.creator())
            && job.name().equals(facts.body().path("name").asText());
    if (!ours || JobBody.startsByItself(job.settings())) {
      return Answer.ok(false);
    }
    var api = facts.link().api();
    return api.listRuns(RunQuery.ofJob(job.jobId()))
        .map((Page<RunView> runs) -> runs.items().isEmpty());
  }

  private JobMemory memory(JobFacts facts) {
    return sweeps.of(facts.link().workspace()).memory();
  }

  /** The intent is done. */
  void done(String token) {
    searched.remove(token);
  }
}
