package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One attempt of one task, or of one iteration of a for-each task. Changed only under the
 * workspace's lock.
 */
final class TaskRun {
  final long id;
  final Run run;
  final String key;

  /** The task as the settings described it when this attempt was made. */
  final ObjectNode definition;

  /** The for-each task this is an iteration of, or null. */
  final TaskRun parent;

  /** The iteration's input, or null, and its place among the inputs. */
  final JsonNode input;

  final int index;

  /** The attempt it repeats, or null for a first one. */
  final TaskRun previous;

  int attemptNumber;

  /** Retries since the run or its newest repair began. */
  int retries;

  TaskPhase phase = TaskPhase.BLOCKED;
  private boolean begun;
  long startTime;

  /** When it had its compute; -1 until then. */
  long executionStart = -1;

  long endTime;
  Outcome outcome;
  ScriptedAttempt script = ScriptedAttempt.DEFAULT;
  ObjectNode resolved = Json.object();

  /** "true" or "false" of a condition task that was evaluated, else empty. */
  String verdict = "";

  /** One entry per attempt of an iteration, for a for-each task. */
  final List<TaskRun> iterations = new ArrayList<>();

  /**
   * Inputs of a for-each task, once resolved, and the places among them that are still to begin.
   */
  List<JsonNode> inputs = List.of();

  final Deque<Integer> waiting = new ArrayDeque<>();

  TaskRun(long id, Run run, ObjectNode definition, Lineage lineage) {
    this.id = id;
    this.run = run;
    this.key = definition.path("task_key").asText();
    this.definition = definition;
    this.parent = lineage.parent();
    this.input = lineage.input();
    this.index = lineage.index();
    this.previous = lineage.previous();
  }

  /** Where an attempt comes from; any part may be null. */
  record Lineage(TaskRun parent, JsonNode input, int index, TaskRun previous) {
    static final Lineage NONE = new Lineage(null, null, -1, null);

    static Lineage after(TaskRun previous) {
      return new Lineage(previous.parent, previous.input, previous.index, previous);
    }
  }

  boolean ended() {
    return phase == TaskPhase.ENDED;
  }

  boolean executing() {
    return phase == TaskPhase.PENDING
        || phase == TaskPhase.RUNNING
        || phase == TaskPhase.TERMINATING;
  }

  /** Whether it ever began: a skipped one did not. */
  boolean began() {
    return begun;
  }

  void begin(long now) {
    begun = true;
    phase = TaskPhase.PENDING;
    startTime = now;
  }

  TaskRun original() {
    return previous == null ? this : previous.original();
  }

  /**
   * How many executions of the same task (or iteration) began before this one, over retries and
   * repairs.
   */
  int executionsBefore() {
    int count = 0;
    for (TaskRun earlier = previous; earlier != null; earlier = earlier.previous) {
      count +=
          earlier.began()
                  && !(earlier.outcome != null && earlier.outcome.is(Outcome.Result.DISABLED))
              ? 1
              : 0;
    }
    return count;
  }

  /** The newest attempt of each iteration. */
  Collection<TaskRun> newestIterations() {
    Map<Integer, TaskRun> newest = new LinkedHashMap<>();
    iterations.forEach(iteration -> newest.put(iteration.index, iteration));
    return newest.values();
  }

  boolean has(String taskType) {
    return definition.has(taskType);
  }
}
