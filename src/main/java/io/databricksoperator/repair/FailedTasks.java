package io.databricksoperator.repair;

import io.databricksoperator.databricks.RunView;
import io.databricksoperator.databricks.TaskOutput;
import io.databricksoperator.databricks.TaskView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the evidence out of what Databricks shows of a run. */
public final class FailedTasks {

  /** So many outputs are read of one for-each task; it may have thousands of iterations. */
  private static final int OUTPUTS = 20;

  private FailedTasks() {}

  /** The tasks that failed by themselves in their newest attempt, not because another one did. */
  public static List<TaskView> rootCauses(RunView run) {
    return run.newestTasks().stream().filter(TaskView::failedItself).toList();
  }

  /**
   * What {@code rerun_tasks} names: every task whose newest attempt did not succeed, the cancelled
   * and the upstream-failed ones included.
   */
  public static List<String> toRerun(RunView run) {
    return run.newestTasks().stream()
        .filter(task -> task.state().outcome() == null || !task.state().outcome().good())
        .map(TaskView::key)
        .toList();
  }

  /**
   * The ids of the for-each task runs whose own views, with their iterations, {@link #of} wants:
   * the root causes and the earlier attempts in which the same tasks failed.
   */
  public static List<Long> forEachRuns(RunView run) {
    return rootCauses(run).stream()
        .flatMap(task -> Stream.concat(Stream.of(task), earlierFailures(run, task).stream()))
        .filter(task -> task.forEach() != null)
        .map(TaskView::runId)
        .toList();
  }

  /**
   * The ids of the task runs whose output {@link #of} wants: of each root cause, and of at most 20
   * failed iterations in place of their for-each task.
   *
   * @param views views of for-each task runs, by task run id
   */
  public static List<Long> outputsWanted(RunView run, Map<Long, RunView> views) {
    return rootCauses(run).stream()
        .flatMap(task -> failures(task, views).stream().limit(OUTPUTS))
        .map(TaskView::runId)
        .toList();
  }

  /**
   * The evidence of every root cause. A for-each task whose view shows failed iterations is judged
   * by these, one entry for each distinct failure, else by itself.
   *
   * @param outputs outputs by task run id, as far as they were read
   * @param views views of for-each task runs, by task run id, as far as they were read
   */
  public static List<FailedTask> of(
      RunView run, Map<Long, TaskOutput> outputs, Map<Long, RunView> views) {
    var found = new ArrayList<FailedTask>();
    for (var task : rootCauses(run)) {
      var earlier = earlierFailures(run, task);
      for (var failure : failures(task, views)) {
        var code = failure.state().code();
        int times = (int) earlier.stream().filter(e -> hasCode(e, code, views)).count();
        var output = outputs.getOrDefault(failure.runId(), TaskOutput.NONE);
        found.add(evidence(task.key(), failure, output, times));
      }
    }
    return found.stream().distinct().toList();
  }

  private static FailedTask evidence(String key, TaskView failure, TaskOutput output, int times) {
    var state = failure.state();
    return new FailedTask(key, state.code(), state.type(), state.message(), output.error(), times);
  }

  /** The failed iterations of a for-each task as far as they are known, else the task itself. */
  private static List<TaskView> failures(TaskView task, Map<Long, RunView> views) {
    var view = views.get(task.runId());
    if (task.forEach() == null || view == null) {
      return List.of(task);
    }
    var iterations = failedIterations(view, task.forEach().failed());
    return iterations.isEmpty() ? List.of(task) : iterations;
  }

  /**
   * The last tries of the iterations that failed. A view lists every try and nothing says which
   * iteration a try belongs to (their task keys are the same), only how many iterations failed in
   * the end; the retries of these were used up, so theirs are the highest attempt numbers.
   */
  private static List<TaskView> failedIterations(RunView view, int failed) {
    return view.iterations().stream()
        .filter(TaskView::failedItself)
        .sorted(Comparator.comparingInt(TaskView::attempt).reversed())
        .limit(failed > 0 ? failed : Long.MAX_VALUE)
        .toList();
  }

  private static boolean hasCode(TaskView task, String code, Map<Long, RunView> views) {
    return failures(task, views).stream().anyMatch(f -> f.state().code().equals(code));
  }

  /** How the task ended in each earlier attempt of the run, of those in which it failed itself. */
  private static List<TaskView> earlierFailures(RunView run, TaskView newest) {
    int last = run.attemptOf(newest);
    return lastTries(run, newest.key()).stream()
        .filter(task -> run.attemptOf(task) < last)
        .filter(TaskView::failedItself)
        .toList();
  }

  /** Within one attempt of the run Databricks may have tried the task several times. */
  private static Collection<TaskView> lastTries(RunView run, String key) {
    var order =
        Comparator.comparingInt(TaskView::attempt)
            .thenComparing(TaskView::started, Comparator.nullsFirst(Comparator.naturalOrder()));
    return run.tasks().stream()
        .filter(task -> task.key().equals(key))
        .collect(
            Collectors.toMap(
                task -> run.attemptOf(task), task -> task, BinaryOperator.maxBy(order)))
        .values();
  }
}
