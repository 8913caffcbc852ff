package io.databricksoperator.run;

import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.DatabricksApi;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.RunView;
import io.databricksoperator.databricks.TaskOutput;
import io.databricksoperator.repair.FailedTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * What was read about the failures of one run, each thing once. A decision waits until all of it
 * could be read, for a policy that stops at an error must not miss the error; but not for ever.
 */
final class FailureDetails {

  /** How long something that can not be read is tried. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Map<Long, RunView> views = new HashMap<>();
  private final Set<Long> none = new HashSet<>();
  private final Set<Long> forbidden = new HashSet<>();
  private final Map<Long, TaskOutput> outputs = new HashMap<>();
  private Instant since;

  /** Reads what is missing; returns what keeps it from being complete, if anything does. */
  synchronized Optional<DatabricksFailure> read(RunView run, DatabricksApi api, Instant now) {
    if (since != null && !now.isBefore(since.plus(PATIENCE))) {
      return Optional.empty();
    }
    var failure =
        first(FailedTasks.forEachRuns(run), id -> keep(api::getRun, id, views))
            .or(
                () ->
                    first(
                        FailedTasks.outputsWanted(run, views),
                        id -> keep(api::getOutput, id, outputs)));
    since = failure.isPresent() && since == null ? now : since;
    return failure;
  }

  private static Optional<DatabricksFailure> first(
      List<Long> ids, LongFunction<Optional<DatabricksFailure>> read) {
    return ids.stream().map(read::apply).flatMap(Optional::stream).findFirst();
  }

  /** The run with all that was read; what was not is known to be missing. */
  synchronized Look.Ended ended(RunView run, Instant first) {
    var known = new HashMap<>(outputs);
    FailedTasks.outputsWanted(run, views)
        .forEach(
            id -> known.putIfAbsent(id, none.contains(id) ? TaskOutput.NONE : TaskOutput.UNREAD));
    return new Look.Ended(run, first, known, FailedTasks.of(run, known, views));
  }

  /** What does not exist is not missing, and what may not be read will not be readable later. */
  private <T> Optional<DatabricksFailure> keep(
      LongFunction<Answer<T>> call, long id, Map<Long, T> into) {
    if (into.containsKey(id) || none.contains(id) || forbidden.contains(id)) {
      return Optional.empty();
    }
    switch (call.apply(id)) {
      case Answer.Ok<T>(T value) -> into.put(id, value);
      case Answer.Failed<T>(DatabricksFailure failure) -> {
        switch (failure.kind()) {
          case NOT_FOUND, INVALID, CONFLICT -> none.add(id);
          case FORBIDDEN -> forbidden.add(id);
          case UNAUTHORISED, THROTTLED, UNAVAILABLE -> {
            return Optional.of(failure);
          }
        }
      }
    }
    return Optional.empty();
  }
}
