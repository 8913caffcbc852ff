package io.databricksoperator.run;

import io.databricksoperator.api.RunStatus.Attempt;
import io.databricksoperator.databricks.Lifecycle;
import io.databricksoperator.databricks.Redaction;
import io.databricksoperator.databricks.RunState;
import io.databricksoperator.databricks.RunView;
import io.databricksoperator.databricks.TaskView;
import io.databricksoperator.repair.FailedTask;
import java.time.Instant;
import java.util.List;

/** What the MESSAGE column says: nobody should have to open a page to learn why. Pure. */
final class Sentences {

  private static final int LONGEST_CAUSE = 240;

  private Sentences() {}

  /** Which task failed and why: "task load failed: RUN_EXECUTION_ERROR: column x is missing". */
  static String failure(Look.Ended ended) {
    var state = ended.view().state();
    if (ended.evidence().isEmpty()) {
      var text = state.message().isBlank() ? state.code() : state.message();
      return Redaction.of(text.isBlank() ? "it ended without saying why" : text, LONGEST_CAUSE);
    }
    var keys = ended.evidence().stream().map(FailedTask::key).distinct().toList();
    var more = keys.size() == 1 ? "" : " (and " + (keys.size() - 1) + " more)";
    return "task " + keys.getFirst() + more + " failed: " + cause(ended.evidence().getFirst());
  }

  /** Which task failed, and why nothing more is done about it; the cause is told once. */
  static String over(Look.Ended ended, String why) {
    var said = ended.evidence().isEmpty() ? "" : line(ended.evidence().getFirst());
    var rest = said.isEmpty() ? why : why.replace(": " + said, "").replace(", " + said, "");
    return failure(ended).replaceAll("\\.$", "") + "; " + rest;
  }

  /** The first line of the most telling text there is. */
  private static String line(FailedTask task) {
    return task.headline().strip().lines().findFirst().orElse("");
  }

  private static String cause(FailedTask task) {
    var line = line(task);
    var cause =
        task.code().isBlank() || line.startsWith(task.code())
            ? line
            : line.isEmpty() ? task.code() : task.code() + ": " + line;
    return Redaction.of(cause, LONGEST_CAUSE);
  }

  /** How far an active run is. */
  static String progress(RunView view, List<Attempt> attempts) {
    var state = view.state();
    if (state.lifecycle() == Lifecycle.QUEUED) {
      return state.message().isBlank() ? "queued by Databricks" : state.message();
    }
    var tasks = view.newestTasks();
    long done = tasks.stream().map(TaskView::state).filter(RunState::ended).count();
    var prefix = attempts.size() > 1 ? "repair " + attempts.getLast().number() + ": " : "";
    return tasks.isEmpty()
        ? prefix + "running"
        : prefix + done + " of " + tasks.size() + " tasks ended";
  }

  /** When a repair begins and why. */
  static String scheduled(Look.Ended ended, int number, Instant at, String why) {
    return failure(ended) + "; repair " + number + " at " + RunDraft.text(at) + ": " + why;
  }
}
