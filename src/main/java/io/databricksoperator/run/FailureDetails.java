package io.databricksoperator.run;

import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.DatabricksApi;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.RunView;
import io.databricksoperator.databricks.TaskOutput;
import io.databricksoperator.repair.FailedTasks;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was read about the failures of one run, each thing once. A decision waits until all of it
 * could be read: a policy that stops at an error must not miss the error.
 */
final class FailureDetails {

  private final Map<Long, RunView> views = new ConcurrentHashMap<>();
  private final Set<Long> refused = ConcurrentHashMap.newKeySet();
  private final Map<Long, TaskOutput> outputs = new ConcurrentHashMap<>();

  /** Reads what is missing; says whether it is complete now. */
  boolean read(RunView run, DatabricksApi api) {
    for (var id : FailedTasks.forEachRuns(run)) {
      if (!refused.contains(id) && !views.containsKey(id) && !keep(api.getRun(id), id, views)) {
        return false;
      }
    }
    for (var id : FailedTasks.outputsWanted(run, views)) {
      if (!refused.contains(id)
          && !outputs.containsKey(id)
          && !keep(api.getOutput(id), id, outputs)) {
        return false;
      }
    }
    return true;
  }

  /** The run with all that was read. */
  Look.Ended ended(RunView run) {
    return new Look.Ended(run, Map.copyOf(outputs), FailedTasks.of(run, outputs, views));
  }

  /**
   * What Databricks refuses to show will not be shown later either; anything else is tried again.
   */
  private <T> boolean keep(Answer<T> answer, long id, Map<Long, T> into) {
    return switch (answer) {
      case Answer.Ok<T>(T value) -> {
        into.put(id, value);
        yield true;
      }
      case Answer.Failed<T>(DatabricksFailure failure) ->
          switch (failure.kind()) {
            case NOT_FOUND, INVALID, FORBIDDEN, CONFLICT -> refused.add(id);
            case UNAUTHORISED, THROTTLED, UNAVAILABLE -> false;
          };
    };
  }
}
