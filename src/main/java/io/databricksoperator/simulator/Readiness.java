package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.databricksoperator.simulator.Outcome.Result;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a task may begin, by its dependencies and {@code run_if} (databricks-api.md 3.5). Pure.
 */
enum Readiness {
  /** Some dependency has not ended. */
  WAIT,
  START,
  DISABLED,
  UPSTREAM_FAILED,
  UPSTREAM_CANCELED,
  EXCLUDED;

  private enum Dependency {
    SUCCEEDED,
    FAILED,
    CANCELED,
    EXCLUDED
  }

  static Readiness of(TaskRun task) {
    List<Dependency> dependencies = new ArrayList<>();
    boolean branchNotTaken = false;
    for (JsonNode dependency : task.definition.path("depends_on")) {
      TaskRun upstream = task.run.newest(dependency.path("task_key").asText());
      if (upstream == null) {
        continue; // Left out by `only`: it is not asked for.
      }
      if (!upstream.ended()) {
        return WAIT;
      }
      branchNotTaken |= otherBranch(dependency, upstream);
      dependencies.add(classify(upstream.outcome));
    }
    if (task.definition.path("disabled").asBoolean()) {
      return DISABLED;
    }
    return branchNotTaken
        ? EXCLUDED
        : decide(task.definition.path("run_if").asText("ALL_SUCCESS"), dependencies);
  }

  /** Whether it waits for the other outcome of a condition task than the one that came. */
  private static boolean otherBranch(JsonNode dependency, TaskRun upstream) {
    String wanted = dependency.path("outcome").asText("");
    return !wanted.isEmpty() && upstream.outcome.succeeded() && !wanted.equals(upstream.verdict);
  }

  private static Dependency classify(Outcome outcome) {
    if (outcome.result() == null) {
      return Dependency.EXCLUDED;
    }
    return switch (outcome.result()) {
      case SUCCESS, SUCCESS_WITH_FAILURES, DISABLED -> Dependency.SUCCEEDED;
      case EXCLUDED -> Dependency.EXCLUDED;
      case CANCELED, UPSTREAM_CANCELED -> Dependency.CANCELED;
      case FAILED, TIMEDOUT, UPSTREAM_FAILED, MAXIMUM_CONCURRENT_RUNS_REACHED -> Dependency.FAILED;
    };
  }

  private static Readiness decide(String runIf, List<Dependency> all) {
    if (all.isEmpty()) {
      return START;
    }
    if (all.stream().allMatch(Dependency.EXCLUDED::equals)) {
      return EXCLUDED;
    }
    boolean failed = all.contains(Dependency.FAILED);
    boolean canceled = all.contains(Dependency.CANCELED);
    boolean succeeded = all.contains(Dependency.SUCCEEDED);
    return switch (runIf) {
      case "ALL_DONE" -> START;
      case "AT_LEAST_ONE_SUCCESS" ->
          succeeded || all.contains(Dependency.EXCLUDED) ? START : unmet(failed);
      case "NONE_FAILED" -> !failed && !canceled && succeeded ? START : unmet(failed);
      case "AT_LEAST_ONE_FAILED" -> failed ? START : EXCLUDED;
      case "ALL_FAILED" -> all.stream().allMatch(Dependency.FAILED::equals) ? START : EXCLUDED;
      default -> failed || canceled ? unmet(failed) : START;
    };
  }

  private static Readiness unmet(boolean failed) {
    return failed ? UPSTREAM_FAILED : UPSTREAM_CANCELED;
  }

  /** Whether an attempt counts as unsuccessful for a repair of all failed tasks. */
  static boolean repairable(Outcome outcome, boolean upstreamFailedToo) {
    return outcome.failed()
        || outcome.is(Result.CANCELED)
        || upstreamFailedToo
            && (outcome.is(Result.UPSTREAM_FAILED) || outcome.is(Result.UPSTREAM_CANCELED));
  }
}
