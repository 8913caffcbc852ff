package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A job run: all of its attempts, over retries and repairs. Changed only under the workspace's
 * lock.
 */
final class Run {
  final long id;
  final Job job;
  final String name;
  final String creator;
  final long startTime;

  Phase phase = Phase.QUEUED;
  Outcome outcome;
  long endTime;

  /** When it began to wait for a slot, and how long it waited in all. */
  long queuedSince;

  long queueDuration;
  String queueReason = "";

  /** Whether it may wait for a slot at all. */
  boolean queueing;

  /** Changes whenever the deadline does, so that an old deadline's event does nothing. */
  int deadline;

  Map<String, String> overrides = Map.of();
  ObjectNode legacyParameters = Json.object();
  String performanceTarget = "";

  /** Tasks that begin as soon as the run has a slot. */
  List<ObjectNode> toStart = List.of();

  /** When it last got a slot; its timeout counts from here. */
  long slotTime;

  /** One entry per attempt, oldest first. */
  final List<TaskRun> tasks = new ArrayList<>();

  final List<HistoryItem> history = new ArrayList<>();
  StaleView stale = StaleView.NONE;

  private final Map<String, TaskRun> newest = new LinkedHashMap<>();

  /** What the queue and the engine have made of a run. */
  enum Phase {
    QUEUED,
    ACTIVE,
    TERMINATING,
    ENDED
  }

  Run(long id, Job job, String creator, long startTime) {
    this.id = id;
    this.job = job;
    this.name = job.name();
    this.creator = creator;
    this.startTime = startTime;
  }

  void add(TaskRun task) {
    tasks.add(task);
    newest.put(task.key, task);
    current().taskRunIds.add(task.id);
  }

  /** The newest attempt of each task. */
  Collection<TaskRun> newest() {
    return List.copyOf(newest.values());
  }

  TaskRun newest(String key) {
    return newest.get(key);
  }

  boolean ended() {
    return phase == Phase.ENDED;
  }

  /** The original run or its newest repair. */
  HistoryItem current() {
    return history.getLast();
  }

  long runDuration() {
    return history.stream().mapToLong(item -> Math.max(0, item.endTime - item.startTime)).sum();
  }

  /** Declared parameters with their defaults, then the run's own over them. */
  Map<String, String> parameterValues() {
    Map<String, String> values = new LinkedHashMap<>();
    for (JsonNode parameter : job.settings.path("parameters")) {
      values.put(parameter.path("name").asText(), parameter.path("default").asText());
    }
    values.putAll(overrides);
    return values;
  }
}
