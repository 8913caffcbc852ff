package io.databricksoperator.databricks;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run as Databricks shows it (databricks-api.md 2.3).
 *
 * @param runId its id
 * @param jobId its job's id; a one-time run has a hidden job; null where Databricks does not say
 * @param name its name
 * @param url its page
 * @param state where it is and how it ended
 * @param started when it was made
 * @param ended when it ended; null if it has not
 * @param trigger what started it, for example ONE_TIME or CONTINUOUS; empty where unknown
 * @param parameters the values of its job parameters
 * @param tasks one entry per attempt of each task
 * @param iterations one entry per attempt of each iteration, for the run of a for-each task
 * @param repairs its repair history, oldest first, the original run included; empty on list items
 * @param creator who started it; null where unknown
 */
public record RunView(
    long runId,
    Long jobId,
    String name,
    String url,
    RunState state,
    Instant started,
    Instant ended,
    String trigger,
    Map<String, String> parameters,
    List<TaskView> tasks,
    List<TaskView> iterations,
    List<RepairView> repairs,
    String creator) {

  /** Keeps its own copies of the collections, in their order. */
  public RunView {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    tasks = List.copyOf(tasks);
    iterations = List.copyOf(iterations);
    repairs = List.copyOf(repairs);
  }

  /** The newest attempt of each task, in the order in which the tasks first appear (6.4.17). */
  public List<TaskView> newestTasks() {
    var order =
        Comparator.comparingInt(this::repairIndex)
            .thenComparing(task -> !task.state().ended())
            .thenComparingInt(TaskView::attempt)
            .thenComparing(TaskView::started, Comparator.nullsFirst(Comparator.naturalOrder()));
    var byKey = new LinkedHashMap<String, TaskView>();
    for (var task : tasks) {
      byKey.merge(task.key(), task, (a, b) -> order.compare(a, b) > 0 ? a : b);
    }
    return List.copyOf(byKey.values());
  }

  /** The id of the newest repair, or null if it was never repaired (2.8). */
  public Long latestRepairId() {
    return repairs.isEmpty() ? null : repairs.getLast().repairId();
  }

  /** Whether this repair is in the history. */
  public boolean hasRepair(long repairId) {
    return repairs.stream().anyMatch(r -> r.repairId() != null && r.repairId() == repairId);
  }

  /**
   * Which attempt of the run made this task run: 0 the original run, to which belongs what the
   * history does not list.
   */
  public int attemptOf(TaskView task) {
    return Math.max(0, repairIndex(task));
  }

  /**
   * Which repair made this task run: 0 the original run, 1 the first repair, and so on; -1 where
   * the history does not say. Databricks does not publish how attempts are numbered after a repair
   * (databricks-api.md 8.3), so the history is believed before the numbers.
   */
  private int repairIndex(TaskView task) {
    for (int i = repairs.size() - 1; i >= 0; i--) {
      if (repairs.get(i).taskRunIds().contains(task.runId())) {
        return i;
      }
    }
    return -1;
  }
}
