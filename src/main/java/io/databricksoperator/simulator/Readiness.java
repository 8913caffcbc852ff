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
    EXCLUDED,
    DISABLED
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
      case SUCCESS, SUCCESS_WITH_FAILURES -> Dependency.SUCCEEDED;
      case DISABLED -> Dependency.DISABLED;
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
    boolean excluded = all.contains(Dependency.EXCLUDED);
    boolean succeeded = all.contains(Dependency.SUCCEEDED);
    boolean broken = all.contains(Dependency.FAILED) || all.contains(Dependency.CANCELED);
    boolean allBroken =
        all.stream().allMatch(d -> d == Dependency.FAILED || d == Dependency.CANCELED);
    boolean met =
        switch (runIf) {
          case "ALL_DONE" -> true;
          case "AT_LEAST_ONE_SUCCESS" -> succeeded || excluded;
          case "NONE_FAILED" -> !broken && (succeeded || excluded);
          case "AT_LEAST_ONE_FAILED" -> broken;
          case "ALL_FAILED" -> allBroken;
          default -> !broken && !all.contains(Dependency.DISABLED);
        };
    return met ? START : unmet(runIf.endsWith("_FAILED") && !runIf.equals("NONE_FAILED"), all);
  }

  /**
   * @param handlesFailure whether the task is there for failures: it is excluded when there are
   *     none
   */
  private static Readiness unmet(boolean handlesFailure, List<Dependency> all) {
    if (handlesFailure) {
      return all.contains(Dependency.DISABLED) ? DISABLED : EXCLUDED;
    }
    if (all.contains(Dependency.FAILED)) {
      return UPSTREAM_FAILED;
    }
    return all.contains(Dependency.CANCELED) ? UPSTREAM_CANCELED : DISABLED;
  }

  /** Whether an attempt counts as unsuccessful for a repair of all failed tasks. */
  static boolean repairable(Outcome outcome, boolean upstreamFailedToo) {
    return outcome.failed()
        || outcome.is(Result.CANCELED)
        || upstreamFailedToo
            && (outcome.is(Result.UPSTREAM_FAILED) || outcome.is(Result.UPSTREAM_CANCELED));
  }
}
