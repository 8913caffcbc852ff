package io.databricksoperator.repair;

import io.databricksoperator.api.RepairPolicySpec;
import io.databricksoperator.databricks.Lifecycle;
import io.databricksoperator.databricks.Outcome;
import io.databricksoperator.databricks.RepairView;
import io.databricksoperator.databricks.RunState;
import io.databricksoperator.databricks.RunView;
import io.databricksoperator.databricks.TaskOutput;
import io.databricksoperator.databricks.TaskView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a case's in.yaml says, and what Databricks would show of it. */
record Written(RepairPolicySpec policy, Run run, String now, List<Task> tasks) {

  static final Instant STARTED = Instant.parse("2026-11-23T02:00:00Z");
  static final Instant ENDED = Instant.parse("2026-11-23T02:10:00Z");

  /** The run; without repairsMade as many as the tasks show. */
  record Run(
      String outcome,
      String code,
      String trigger,
      Integer repairsMade,
      boolean cancelled,
      boolean timedOut) {

    static final Run FAILED = new Run(null, null, null, null, false, false);

    /** Failed if nothing is written. */
    Outcome ending() {
      return "unknown".equals(outcome) ? null : Outcome.valueOf(or(outcome, "FAILED"));
    }
  }

  /** One attempt of a task, or of an iteration of one; failed if nothing else is written. */
  record Task(
      String key,
      int repair,
      int attempt,
      Outcome outcome,
      String code,
      String type,
      String message,
      String error,
      Integer failedIterations,
      List<Task> iterations) {

    TaskView view(long id) {
      var ended = outcome == null ? Outcome.FAILED : outcome;
      var state = new RunState(Lifecycle.TERMINATED, ended, code, type, or(message, ""));
      return new TaskView(
          id, or(key, "iteration"), attempt, state, STARTED, ENDED, "", "", forEach());
    }

    private TaskView.ForEach forEach() {
      if (iterations == null) {
        return null;
      }
      int bad = (int) iterations.stream().filter(i -> i.outcome == null).count();
      return new TaskView.ForEach(iterations.size(), 0, or(failedIterations, bad));
    }
  }

  /** The facts, gathered as the run's controller gathers them. */
  RepairQuestion question(RepairPolicy read) {
    var facts = or(run, Run.FAILED);
    var shown = view();
    return new RepairQuestion(
        read,
        facts.ending(),
        or(facts.code, "RUN_EXECUTION_ERROR"),
        or(facts.trigger, "PERIODIC"),
        shown.started(),
        shown.ended(),
        or(facts.repairsMade, shown.repairs().size() - 1),
        FailedTasks.of(shown, outputs(shown), forEachViews()),
        facts.cancelled,
        facts.timedOut,
        now == null ? ENDED : Instant.parse(now),
        "run-776655443322110");
  }

  /** The ids of a task run and of its iterations: 100, 101, 102 ...; 200, 201 ... */
  RunView view() {
    var views = IntStream.range(0, tasks.size()).mapToObj(i -> tasks.get(i).view(id(i))).toList();
    var newest = tasks.stream().mapToInt(Task::repair).max().orElse(0);
    var repairs = IntStream.rangeClosed(0, newest).mapToObj(this::repair).toList();
    return run(views, List.of(), repairs);
  }

  /** The outputs that were asked for. */
  private Map<Long, TaskOutput> outputs(RunView shown) {
    var wanted = FailedTasks.outputsWanted(shown, forEachViews());
    var outputs = new HashMap<Long, TaskOutput>();
    for (int i = 0; i < tasks.size(); i++) {
      var all = new ArrayList<Task>(List.of(tasks.get(i)));
      all.addAll(or(tasks.get(i).iterations, List.<Task>of()));
      for (int j = 0; j < all.size(); j++) {
        if (all.get(j).error != null && wanted.contains(id(i) + j)) {
          outputs.put(id(i) + j, new TaskOutput(all.get(j).error, "a trace"));
        }
      }
    }
    return outputs;
  }

  /** The views of for-each tasks that were asked for. */
  private Map<Long, RunView> forEachViews() {
    var views = new HashMap<Long, RunView>();
    for (var wanted : FailedTasks.forEachRuns(view())) {
      var iterations = tasks.get((int) (wanted / 100) - 1).iterations;
      views.put(
          wanted,
          run(
              List.of(),
              IntStream.range(0, iterations.size())
                  .mapToObj(i -> iterations.get(i).view(wanted + 1 + i))
                  .toList(),
              List.of()));
    }
    return views;
  }

  private RepairView repair(int index) {
    var made =
        IntStream.range(0, tasks.size())
            .filter(i -> tasks.get(i).repair == index)
            .mapToObj(this::id);
    return new RepairView(index == 0 ? null : 7000L + index, STARTED, ENDED, null, made.toList());
  }

  private Long id(int task) {
    return 100L * (task + 1);
  }

  private static RunView run(
      List<TaskView> tasks, List<TaskView> iterations, List<RepairView> repairs) {
    var state = new RunState(Lifecycle.TERMINATED, Outcome.FAILED, "", "", "");
    return new RunView(
        1,
        2L,
        "nightly",
        "",
        state,
        STARTED,
        ENDED,
        "",
        Map.of(),
        tasks,
        iterations,
        repairs,
        null);
  }

  private static <T> T or(T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
