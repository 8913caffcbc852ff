package io.databricksoperator.databricks;

import java.time.Instant;
import java.util.List;

/**
 * One item of a run's repair history (databricks-api.md 2.8).
 *
 * @param repairId its id; null for the original run
 * @param started when it began
 * @param ended when it ended; null if it has not
 * @param state where it is and how it ended; null where Databricks sent none
 * @param taskRunIds the task runs it made
 */
public record RepairView(
    Long repairId, Instant started, Instant ended, RunState state, List<Long> taskRunIds) {
  /** Keeps its own copy of the list. */
  public RepairView {
    taskRunIds = List.copyOf(taskRunIds);
  }
}
