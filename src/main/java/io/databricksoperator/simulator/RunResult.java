package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.databricksoperator.simulator.Outcome.Result;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a job run ended, from the newest attempts of its tasks: the leaves decide (databricks-api.md
 * 3.4). Pure.
 */
final class RunResult {
  private final Outcomes outcomes;

  RunResult(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  Outcome of(Collection<TaskRun> newest) {
    List<Outcome> leaves = leaves(newest);
    if (leaves.stream().anyMatch(leaf -> leaf.failed() || leaf.is(Result.UPSTREAM_FAILED))) {
      return outcomes.runFailed(message(newest));
    }
    if (leaves.stream()
        .anyMatch(leaf -> leaf.is(Result.CANCELED) || leaf.is(Result.UPSTREAM_CANCELED))) {
      return outcomes.cancelled("Run cancelled.");
    }
    if (newest.stream().noneMatch(TaskRun::began)) {
      return outcomes.nothingRan();
    }
    boolean allWell = newest.stream().allMatch(task -> fine(task.outcome));
    return allWell ? outcomes.success() : outcomes.successWithFailures();
  }

  private static boolean fine(Outcome outcome) {
    return outcome.succeeded() || outcome.is(Result.EXCLUDED) || outcome.is(Result.DISABLED);
  }

  private static List<Outcome> leaves(Collection<TaskRun> newest) {
    Set<String> upstream = new HashSet<>();
    for (TaskRun task : newest) {
      for (JsonNode dependency : task.definition.path("depends_on")) {
        upstream.add(dependency.path("task_key").asText());
      }
    }
    return newest.stream()
        .filter(task -> !upstream.contains(task.key))
        .map(task -> task.outcome)
        .toList();
  }

  /** In the words measured on a real workspace (databricks-api.md 3.2). */
  private static String message(Collection<TaskRun> newest) {
    String failures =
        newest.stream()
            .filter(task -> task.outcome.failed())
            .map(
                task ->
                    "Task "
                        + task.key
                        + " failed with message: "
                        + sentence(task.outcome.message()))
            .collect(Collectors.joining(" "));
    boolean skipped = newest.stream().anyMatch(task -> task.outcome.is(Result.UPSTREAM_FAILED));
    return skipped ? failures + " This caused all downstream tasks to get skipped." : failures;
  }

  private static String sentence(String message) {
    return message.endsWith(".") ? message : message + ".";
  }
}
