package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** A job, or the hidden one behind a one-time run. Changed only under the workspace's lock. */
final class Job {
  final long id;
  final long createdTime;
  final String creator;

  /** True for the job that runs/submit makes: no list or get shows it. */
  final boolean hidden;

  /** Normalised: with defaults, without empty collections. */
  ObjectNode settings;

  /** Runs that occupy a slot, in order of start. */
  final Set<Run> active = new LinkedHashSet<>();

  /** Runs that wait for a slot. */
  final Deque<Run> queued = new ArrayDeque<>();

  Job(long id, long createdTime, String creator, boolean hidden) {
    this.id = id;
    this.createdTime = createdTime;
    this.creator = creator;
    this.hidden = hidden;
  }

  String name() {
    return settings.path(hidden ? "run_name" : "name").asText("Untitled");
  }

  long limit() {
    return hidden ? Long.MAX_VALUE : settings.path("max_concurrent_runs").asLong(1);
  }

  boolean queues() {
    return settings.path("queue").path("enabled").asBoolean(false);
  }

  String runAs() {
    JsonNode runAs = settings.path("run_as");
    for (String kind : new String[] {"user_name", "service_principal_name", "group_name"}) {
      if (runAs.hasNonNull(kind)) {
        return runAs.path(kind).asText();
      }
    }
    return creator;
  }

  Optional<ObjectNode> task(String key) {
    return Json.list(settings.path("tasks")).stream()
        .filter(task -> task.path("task_key").asText().equals(key))
        .map(ObjectNode.class::cast)
        .findFirst();
  }
}
