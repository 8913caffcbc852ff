package io.databricksoperator.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.databricksoperator.simulator.Outcome.Result;
import java.util.Collection;
import java.util.Optional;

/** For-each tasks: iterations of one nested task, so many at once (databricks-api.md 3.5). */
final class ForEachTasks {
  private final Workspace workspace;
  private final TaskEngine tasks;

  ForEachTasks(Workspace workspace, TaskEngine tasks) {
    this.workspace = workspace;
    this.tasks = tasks;
  }

  void start(TaskRun task) {
    Optional<JsonNode> inputs = inputs(task);
    if (inputs.isEmpty()) {
      String message = "The inputs of the for-each task " + task.key + " are not a JSON array.";
      tasks.end(task, workspace.outcomes.failed("INVALID_RUN_CONFIGURATION", message));
      return;
    }
    task.phase = TaskPhase.RUNNING;
    task.executionStart = workspace.now();
    task.inputs = Json.list(inputs.get());
    for (int index = 0; index < task.inputs.size(); index++) {
      keepOrWait(task, index);
    }
    tasks.setDeadline(task);
    workspace.timeline.after(0, () -> goOn(task));
  }

  /** Begins as many iterations as may run, and ends the task after the last. */
  void goOn(TaskRun task) {
    if (task.phase != TaskPhase.RUNNING) {
      return;
    }
    Collection<TaskRun> newest = task.newestIterations();
    long active = newest.stream().filter(iteration -> !iteration.ended()).count();
    long room = Math.max(1, task.definition.path("for_each_task").path("concurrency").asLong(1));
    while (active < room && !task.waiting.isEmpty()) {
      begin(task, task.waiting.poll());
      active++;
    }
    if (active == 0) {
      tasks.end(task, outcome(newest));
    }
  }

  private void begin(TaskRun task, int index) {
    ObjectNode nested = (ObjectNode) task.definition.path("for_each_task").path("task");
    TaskRun previous = task.previous == null ? null : earlier(task.previous, index);
    TaskRun iteration =
        new TaskRun(
            workspace.newId(),
            task.run,
            nested,
            new TaskRun.Lineage(task, task.inputs.get(index), index, previous));
    iteration.attemptNumber = previous == null ? 0 : previous.attemptNumber + 1;
    tasks.register(iteration);
    tasks.start(iteration);
  }

  /** A repair keeps the iterations that succeeded, unless the settings say that it repeats all. */
  private void keepOrWait(TaskRun task, int index) {
    TaskRun earlier = task.previous == null ? null : earlier(task.previous, index);
    boolean keeps = workspace.settings.text(Setting.FOR_EACH_REPAIR).equals("FAILED");
    if (keeps
        && earlier != null
        && earlier.ended()
        && earlier.outcome.succeeded()
        && earlier.input.equals(task.inputs.get(index))) {
      task.iterations.add(earlier);
    } else {
      task.waiting.add(index);
    }
  }

  private static TaskRun earlier(TaskRun task, int index) {
    return task.newestIterations().stream()
        .filter(iteration -> iteration.index == index)
        .findFirst()
        .orElse(null);
  }

  private Outcome outcome(Collection<TaskRun> newest) {
    long failed = newest.stream().filter(iteration -> iteration.outcome.failed()).count();
    if (failed > 0) {
      return workspace.outcomes.failed(
          "RUN_EXECUTION_ERROR", failed + " of " + newest.size() + " iterations failed");
    }
    boolean cancelled =
        newest.stream().anyMatch(iteration -> iteration.outcome.is(Result.CANCELED));
    return cancelled
        ? workspace.outcomes.cancelled("Run cancelled.")
        : workspace.outcomes.success();
  }

  private static Optional<JsonNode> inputs(TaskRun task) {
    try {
      JsonNode inputs =
          Json.MAPPER.readTree(task.resolved.path("for_each_task").path("inputs").asText());
      return inputs.isArray() ? Optional.of(inputs) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
