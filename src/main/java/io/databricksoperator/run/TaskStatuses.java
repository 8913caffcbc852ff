package io.databricksoperator.run;

import io.databricksoperator.api.RunStatus.TaskStatus;
import io.databricksoperator.databricks.Redaction;
import io.databricksoperator.databricks.RunView;
import io.databricksoperator.databricks.TaskOutput;
import io.databricksoperator.databricks.TaskView;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tasks of a run as its status shows them: failed ones first, 100 at most. Pure. */
final class TaskStatuses {

  private static final int MOST = 100;
  private static final int LONGEST_ERROR = 1024;
  private static final int LONGEST_MESSAGE = 512;
  private static final int TRACE_LINES = 20;

  private TaskStatuses() {}

  /**
   * The newest attempt of each task.
   *
   * @param outputs what failed tasks left behind, by task run id
   * @param before the tasks in the status so far: an error that was read once stays
   */
  static List<TaskStatus> of(RunView view, Map<Long, TaskOutput> outputs, List<TaskStatus> before) {
    Map<String, String> errors =
        before == null
            ? Map.of()
            : before.stream()
                .filter(task -> task.runId() != null && task.error() != null)
                .collect(Collectors.toMap(TaskStatus::runId, TaskStatus::error, (a, b) -> a));
    return view.newestTasks().stream()
        .sorted(Comparator.comparingInt(TaskStatuses::rank))
        .limit(MOST)
        .map(task -> of(task, outputs.get(task.runId()), errors))
        .toList();
  }

  private static TaskStatus of(TaskView task, TaskOutput output, Map<String, String> errors) {
    var state = task.state();
    var outcome = state.outcome();
    boolean bad = outcome != null && !outcome.good();
    var id = Long.toString(task.runId());
    return new TaskStatus(
        task.key(),
        id,
        state.lifecycle().name(),
        outcome == null ? null : outcome.name(),
        task.attempt(),
        bad ? state.code() : null,
        message(task, bad),
        output == null || output == TaskOutput.UNREAD ? errors.get(id) : error(output),
        task.url(),
        RunDraft.text(task.started()),
        RunDraft.text(task.ended()));
  }

  private static String message(TaskView task, boolean bad) {
    var each = task.forEach();
    if (each != null) {
      return each.succeeded()
          + " of "
          + each.total()
          + " iterations succeeded, "
          + each.failed()
          + " failed";
    }
    if (!task.condition().isEmpty()) {
      return "the condition is " + task.condition();
    }
    return bad ? Redaction.of(task.state().message(), LONGEST_MESSAGE) : null;
  }

  private static String error(TaskOutput output) {
    var error = output.error().strip();
    var all = output.errorTrace().strip().lines().toList();
    // A trace usually ends with the error itself (databricks-api.md 2.6), which comes first here.
    boolean twice = !all.isEmpty() && all.getLast().strip().equals(error);
    var lines = twice ? all.subList(0, all.size() - 1) : all;
    var tail = lines.subList(Math.max(0, lines.size() - TRACE_LINES), lines.size());
    var trace = String.join("\n", tail);
    var whole = trace.isEmpty() ? error : error + "\n" + trace;
    return whole.isBlank() ? null : Redaction.of(whole.strip(), LONGEST_ERROR);
  }

  /** Failed by itself, failed because of another, under way, then all others. */
  private static int rank(TaskView task) {
    var outcome = task.state().outcome();
    if (outcome == null) {
      return 2;
    }
    return outcome.failedItself() ? 0 : outcome.good() ? 3 : 1;
  }
}
