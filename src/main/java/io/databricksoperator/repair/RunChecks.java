package io.databricksoperator.repair;

import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.Outcome;
import java.util.Optional;
import java.util.Set;

/** What the run itself says, whatever its policy is. */
final class RunChecks {

  private static final Set<String> SKIPPED =
      Set.of("SKIPPED", "MAX_CONCURRENT_RUNS_EXCEEDED", "MAX_JOB_QUEUE_SIZE_EXCEEDED");

  private RunChecks() {}

  static Optional<Verdict> endedWell(RepairQuestion question) {
    if (question.outcome() == null || !question.outcome().good()) {
      return Optional.empty();
    }
    return question.outcome() == Outcome.SUCCESS_WITH_FAILURES
        ? stop(
            Reason.SucceededWithFailures, "the run counts as done: all tasks at its end succeeded")
        : stop(Reason.Succeeded, "the run ended well");
  }

  static Optional<Verdict> cancelled(RepairQuestion question) {
    if (question.timedOutByOperator()) {
      return Optional.empty();
    }
    if (question.cancelledByOperator()) {
      return never("the operator was asked to cancel it, and that ends repairing");
    }
    var cancelled =
        question.outcome() == Outcome.CANCELED
            || question.outcome() == Outcome.UPSTREAM_CANCELED
            || question.code().equals("USER_CANCELED");
    return cancelled ? never("it was cancelled") : Optional.empty();
  }

  static Optional<Verdict> timedOutByOperator(RepairQuestion question) {
    return question.timedOutByOperator()
        ? never("it took longer than its timeoutSeconds, which count over all attempts")
        : Optional.empty();
  }

  static Optional<Verdict> skipped(RepairQuestion question) {
    return question.outcome() == Outcome.SKIPPED || SKIPPED.contains(question.code())
        ? never("Databricks skipped it: nothing ran")
        : Optional.empty();
  }

  static Optional<Verdict> continuous(RepairQuestion question) {
    return question.trigger().startsWith("CONTINUOUS")
        ? never("its job is continuous, so Databricks starts the next run by itself")
        : Optional.empty();
  }

  static Optional<Verdict> startedByParent(RepairQuestion question) {
    return question.trigger().equals("RUN_JOB_TASK")
        ? never("a run_job task of another run started it, so that run is repaired")
        : Optional.empty();
  }

  private static Optional<Verdict> never(String because) {
    return stop(Reason.NotRepairable, "the run is never repaired by policy: " + because);
  }

  private static Optional<Verdict> stop(Reason reason, String why) {
    return Optional.of(new Verdict.Stop(reason, why));
  }
}
