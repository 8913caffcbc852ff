package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Moves task attempts from their start to their end, and makes retries (databricks-api.md 3.6). */
final class TaskEngine {
  /** The ceiling that Databricks' knowledge base names for the retries of one job. */
  private static final int MOST_RETRIES = 5_000;

  private final Workspace workspace;
  private final Consumer<Run> settled;
  private final References references;
  private final ForEachTasks forEach;

  /**
   * @param settled told of the run when one of its tasks has ended for good
   */
  TaskEngine(Workspace workspace, Consumer<Run> settled) {
    this.workspace = workspace;
    this.settled = settled;
    this.references = new References(workspace);
    this.forEach = new ForEachTasks(workspace, this);
  }

  /** The next attempt of a task of a run that begins, or begins a repair. */
  void create(Run run, ObjectNode definition) {
    TaskRun previous = run.newest(definition.path("task_key").asText());
    TaskRun.Lineage lineage =
        previous == null ? TaskRun.Lineage.NONE : TaskRun.Lineage.after(previous);
    TaskRun task = new TaskRun(workspace.newId(), run, definition, lineage);
    boolean goesOn =
        workspace.settings.text(Setting.ATTEMPT_NUMBER_AFTER_REPAIR).equals("CONTINUE");
    task.attemptNumber = previous != null && goesOn ? previous.attemptNumber + 1 : 0;
    register(task);
  }

  void start(TaskRun task) {
    task.begin(workspace.now());
    task.script = workspace.scripts.forAttempt(task);
    workspace.record(Effect.ofTask("TaskStarted", task, inputText(task)));
    List<String> unknown = new ArrayList<>();
    task.resolved = references.resolve(task, unknown);
    if (!unknown.isEmpty()) {
      String message = "Failed to resolve references: " + String.join(", ", unknown);
      end(task, workspace.outcomes.failed("INVALID_RUN_CONFIGURATION", message));
    } else if (task.has("for_each_task")) {
      forEach.start(task);
    } else if (task.has("condition_task")) {
      evaluate(task);
    } else {
      execute(task);
    }
  }

  /** Ends a task that never began. */
  void skip(TaskRun task, Outcome outcome) {
    end(task, outcome);
  }

  /** Shows a task that is told to stop. */
  void terminating(TaskRun task) {
    if (task.executing()) {
      task.phase = TaskPhase.TERMINATING;
      task.iterations.forEach(this::terminating);
    }
  }

  /** Ends a task, and its iterations, from outside. */
  void stop(TaskRun task, Outcome outcome) {
    if (!task.ended()) {
      task.phase = TaskPhase.TERMINATING;
      task.newestIterations().forEach(iteration -> stop(iteration, outcome));
      end(task, outcome);
    }
  }

  /** Ends an attempt; it is tried again where its settings say so, else the run goes on. */
  void end(TaskRun task, Outcome outcome) {
    task.phase = TaskPhase.ENDED;
    task.endTime = workspace.now();
    task.outcome = outcome;
    String result = outcome.result() == null ? "" : outcome.result().name();
    workspace.record(Effect.ofTask("TaskEnded", task, result));
    if (mayRetry(task)) {
      retry(task);
    } else if (task.parent != null) {
      workspace.timeline.after(0, () -> forEach.goOn(task.parent));
    } else {
      workspace.timeline.after(0, () -> settled.accept(task.run));
    }
  }

  void register(TaskRun task) {
    workspace.taskRuns.put(task.id, task);
    if (task.parent == null) {
      task.run.add(task);
    } else {
      task.parent.iterations.add(task);
    }
  }

  /** Ends a task that is still at it when its own timeout is over. */
  void setDeadline(TaskRun task) {
    long seconds = task.definition.path("timeout_seconds").asLong(0);
    if (seconds > 0) {
      workspace.timeline.after(
          seconds * 1000,
          () -> {
            if (task.phase == TaskPhase.PENDING || task.phase == TaskPhase.RUNNING) {
              stop(task, workspace.outcomes.timedOut("The task run exceeded its timeout."));
            }
          });
    }
  }

  private void execute(TaskRun task) {
    setDeadline(task);
    workspace.timeline.after(
        span(task.script.setup(), Setting.DEFAULT_TASK_SETUP),
        () -> {
          if (task.phase == TaskPhase.PENDING) {
            work(task);
          }
        });
  }

  private void work(TaskRun task) {
    task.phase = TaskPhase.RUNNING;
    task.executionStart = workspace.now();
    workspace.timeline.after(
        span(task.script.duration(), Setting.DEFAULT_TASK_DURATION),
        () -> {
          if (task.phase == TaskPhase.RUNNING) {
            end(task, workspace.outcomes.scripted(task.script));
          }
        });
  }

  private void evaluate(TaskRun task) {
    JsonNode condition = task.resolved.path("condition_task");
    Condition.evaluate(
            task.definition.path("condition_task").path("op").asText(),
            condition.path("left").asText(),
            condition.path("right").asText())
        .ifPresentOrElse(
            verdict -> {
              task.verdict = verdict.toString();
              end(task, workspace.outcomes.success());
            },
            () ->
                end(
                    task,
                    workspace.outcomes.failed(
                        "INVALID_RUN_CONFIGURATION", "Both operands must be numbers.")));
  }

  private boolean mayRetry(TaskRun task) {
    JsonNode definition = task.definition;
    long wanted = definition.path("max_retries").asLong(0);
    boolean stillWanted =
        task.run.phase == Run.Phase.ACTIVE
            && (task.parent == null || task.parent.phase == TaskPhase.RUNNING);
    boolean kind =
        task.outcome.is(Outcome.Result.FAILED)
            || task.outcome.is(Outcome.Result.TIMEDOUT)
                && definition.path("retry_on_timeout").asBoolean();
    boolean left = task.retries < (wanted < 0 ? MOST_RETRIES : Math.min(wanted, MOST_RETRIES));
    return stillWanted && kind && left && task.began() && !task.has("for_each_task");
  }

  /**
   * The pause counts from the start of the failed attempt; an endless retry of an instant failure
   * gets a second, or time would stand still.
   */
  private void retry(TaskRun failed) {
    TaskRun next =
        new TaskRun(
            workspace.newId(), failed.run, failed.definition, TaskRun.Lineage.after(failed));
    next.attemptNumber = failed.attemptNumber + 1;
    next.retries = failed.retries + 1;
    next.phase = TaskPhase.WAITING_FOR_RETRY;
    register(next);
    long pause = failed.definition.path("min_retry_interval_millis").asLong(0);
    long least = failed.definition.path("max_retries").asLong() < 0 ? 1000 : 0;
    workspace.timeline.at(
        failed.startTime + Math.max(pause, least),
        () -> {
          if (next.phase == TaskPhase.WAITING_FOR_RETRY) {
            start(next);
          }
        });
  }

  private long span(long scripted, Setting usual) {
    return scripted >= 0 ? scripted : workspace.settings.millis(usual);
  }

  private static String inputText(TaskRun task) {
    return task.input == null ? "" : Json.plain(task.input);
  }
}
