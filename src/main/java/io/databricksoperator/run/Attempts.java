package io.databricksoperator.run;

import io.databricksoperator.api.RunStatus.Attempt;
import io.databricksoperator.api.RunStatus.Cause;
import io.databricksoperator.databricks.Outcome;
import io.databricksoperator.databricks.RepairView;
import io.databricksoperator.databricks.RunView;
import io.databricksoperator.databricks.TaskView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The attempts of a run: Databricks' repair history with what we know of each item. Pure. */
final class Attempts {

  private static final int MOST_TASKS = 20;

  private Attempts() {}

  /**
   * The attempts that the history shows.
   *
   * @param known the attempts in the status so far
   */
  static List<Attempt> of(RunView view, List<Attempt> known) {
    if (view.repairs().isEmpty()) {
      return view.state().ended() ? List.of(alone(view, known)) : List.copyOf(known);
    }
    var attempts = new ArrayList<Attempt>();
    for (int i = 0; i < view.repairs().size(); i++) {
      var item = view.repairs().get(i);
      var id = item.repairId() == null ? null : item.repairId().toString();
      var before = find(known, id);
      boolean newest = i == view.repairs().size() - 1;
      attempts.add(
          new Attempt(
              i,
              id,
              before == null ? cause(id) : before.cause(),
              RunDraft.text(item.started()),
              RunDraft.text(item.ended()),
              outcome(item, view, newest),
              failed(view, i),
              before == null ? null : before.reason()));
    }
    return attempts;
  }

  /** The same attempts, the newest one with this reason. */
  static List<Attempt> decided(List<Attempt> attempts, String reason) {
    if (attempts.isEmpty()) {
      return attempts;
    }
    var copy = new ArrayList<>(attempts);
    var last = copy.removeLast();
    copy.add(
        new Attempt(
            last.number(),
            last.repairId(),
            last.cause(),
            last.startTime(),
            last.endTime(),
            last.outcome(),
            last.failedTasks(),
            reason));
    return copy;
  }

  /** One more attempt, that a repair begins. */
  static List<Attempt> begun(List<Attempt> attempts, String repairId, Cause cause, String start) {
    if (find(attempts, repairId) != null) {
      return attempts;
    }
    var copy = new ArrayList<>(attempts);
    int number = copy.isEmpty() ? 1 : copy.getLast().number() + 1;
    copy.add(new Attempt(number, repairId, cause, start, null, null, null, null));
    return copy;
  }

  /** Where Databricks sent no history the run itself is the only attempt. */
  private static Attempt alone(RunView view, List<Attempt> known) {
    return new Attempt(
        0,
        null,
        Cause.Original,
        RunDraft.text(view.started()),
        RunDraft.text(view.ended()),
        name(view.state().outcome()),
        failed(view, -1),
        known.isEmpty() ? null : known.getFirst().reason());
  }

  private static Attempt find(List<Attempt> attempts, String repairId) {
    return attempts.stream()
        .filter(a -> Objects.equals(a.repairId(), repairId))
        .findFirst()
        .orElse(null);
  }

  private static Cause cause(String repairId) {
    return repairId == null ? Cause.Original : Cause.Outside;
  }

  private static String outcome(RepairView item, RunView view, boolean newest) {
    if (newest && view.state().ended()) {
      return name(view.state().outcome());
    }
    return item.state() == null ? null : name(item.state().outcome());
  }

  private static List<String> failed(RunView view, int attempt) {
    var keys =
        view.tasks().stream()
            .filter(task -> attempt < 0 || view.attemptOf(task) == attempt)
            .filter(TaskView::failedItself)
            .map(TaskView::key)
            .distinct()
            .limit(MOST_TASKS)
            .toList();
    return keys.isEmpty() ? null : keys;
  }

  private static String name(Outcome outcome) {
    return outcome == null ? null : outcome.name();
  }
}
