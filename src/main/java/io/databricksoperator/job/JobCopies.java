package io.databricksoperator.job;

import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.JobView;
import io.databricksoperator.databricks.Page;
import io.databricksoperator.databricks.RunQuery;
import io.databricksoperator.databricks.RunView;
import io.databricksoperator.settings.JobBody;
import io.databricksoperator.settings.OwnerTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at other jobs that carry an object's tag: a lost answer left them behind, or a person. */
final class JobCopies {

  private JobCopies() {}

  /** Those of these jobs that are copies. */
  static Answer<List<Look.Copy>> among(List<JobView> jobs, JobFacts facts) {
    var copies = new ArrayList<Look.Copy>();
    for (var job : JobCreation.ours(facts, jobs)) {
      if (job.jobId() != facts.jobId()) {
        switch (look(job.jobId(), facts)) {
          case Answer.Failed<Optional<Look.Copy>>(DatabricksFailure failure) -> {
            return Answer.failed(failure);
          }
          case Answer.Ok<Optional<Look.Copy>>(Optional<Look.Copy> copy) ->
              copy.ifPresent(copies::add);
        }
      }
    }
    return Answer.ok(copies);
  }

  /** What a copy is like; empty if it is gone. */
  static Answer<Optional<Look.Copy>> look(long jobId, JobFacts facts) {
    return switch (facts.link().api().getJob(jobId)) {
      case Answer.Ok<JobView>(JobView job) ->
          harmless(job, facts).map(harmless -> Optional.of(new Look.Copy(jobId, harmless)));
      case Answer.Failed<JobView>(DatabricksFailure failure) ->
          failure.kind() == DatabricksFailure.Kind.NOT_FOUND
              ? Answer.ok(Optional.empty())
              : Answer.failed(failure);
    };
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
}
