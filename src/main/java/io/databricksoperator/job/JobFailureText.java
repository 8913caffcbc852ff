package io.databricksoperator.job;

import io.databricksoperator.databricks.DatabricksFailure;

/** What a failed call means, as people read it on the job: what failed, why, and what is next. */
final class JobFailureText {

  private JobFailureText() {}

  static String of(JobFacts facts, DatabricksFailure failure) {
    return tried(facts)
        + " failed: "
        + failure.text().replaceAll("\\.$", "")
        + "; "
        + next(facts, failure);
  }

  private static String tried(JobFacts facts) {
    if (facts.jobId() == null) {
      return "creating the job";
    }
    return (facts.operation() == null ? "looking at job " : "changing job ")
        + facts.status().jobId();
  }

  private static String next(JobFacts facts, DatabricksFailure failure) {
    if (facts.jobId() == null && failure.ambiguous()) {
      return "whether it was made all the same is looked up within a minute";
    }
    return switch (failure.kind()) {
      case INVALID -> "change the manifest (it is tried again now and then all the same)";
      case FORBIDDEN -> "give " + me(facts) + " that permission";
      case UNAUTHORISED -> "the workspace's credentials are checked";
      case NOT_FOUND -> "it is looked for again in a minute";
      case CONFLICT, THROTTLED, UNAVAILABLE -> "it is tried again";
    };
  }

  private static String me(JobFacts facts) {
    return facts.link() == null ? "the operator" : facts.link().me().userName();
  }
}
