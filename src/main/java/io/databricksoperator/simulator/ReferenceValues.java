package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The values behind dynamic references. Times are UTC. */
final class ReferenceValues {
  private final Workspace workspace;

  ReferenceValues(Workspace workspace) {
    this.workspace = workspace;
  }

  /** Whether a name lies in a namespace that Databricks resolves. */
  boolean knows(String name, TaskRun task) {
    boolean input = name.equals("input") || name.startsWith("input.");
    return input
        ? task.input != null
        : name.startsWith("tasks.")
            || name.startsWith("job.")
            || name.startsWith("task.")
            || name.startsWith("workspace.");
  }

  Optional<String> of(String name, TaskRun task) {
    String[] parts = name.split("\\.", 2);
    return switch (parts[0]) {
      case "input" -> input(parts.length == 1 ? "" : parts[1], task);
      case "tasks" -> otherTask(parts[1], task.run);
      case "job" -> job(parts[1], task.run);
      case "task" -> thisTask(parts[1], task);
      default -> workspace(parts[1]);
    };
  }

  private Optional<String> input(String path, TaskRun task) {
    JsonNode value = path.isEmpty() ? task.input : task.input.at("/" + path.replace('.', '/'));
    return value.isMissingNode() ? Optional.empty() : Optional.of(Json.plain(value));
  }

  private Optional<String> job(String name, Run run) {
    if (name.startsWith("parameters.")) {
      return Optional.ofNullable(run.parameterValues().get(name.substring("parameters.".length())));
    }
    if (name.startsWith("start_time.")) {
      return time(name.substring("start_time.".length()), run.startTime);
    }
    return switch (name) {
      case "id" -> Optional.of(Long.toString(run.job.id));
      case "name" -> Optional.of(run.name);
      case "run_id" -> Optional.of(Long.toString(run.id));
      case "repair_count" -> Optional.of(Integer.toString(run.history.size() - 1));
      case "trigger.type" -> Optional.of("one_time");
      default -> Optional.empty();
    };
  }

  private Optional<String> thisTask(String name, TaskRun task) {
    return switch (name) {
      case "name" -> Optional.of(task.key);
      case "run_id" -> Optional.of(Long.toString(task.id));
      case "execution_count" -> Optional.of(Integer.toString(task.executionsBefore() + 1));
      default -> Optional.empty();
    };
  }

  private Optional<String> otherTask(String path, Run run) {
    int dot = path.indexOf('.');
    TaskRun other = dot < 0 ? null : run.newest(path.substring(0, dot));
    if (other == null) {
      return Optional.empty();
    }
    String name = path.substring(dot + 1);
    if (name.startsWith("values.")) {
      return taskValue(other, name.substring("values.".length()));
    }
    return switch (name) {
      case "run_id" -> Optional.of(Long.toString(other.id));
      case "execution_count" -> Optional.of(Integer.toString(other.executionsBefore() + 1));
      case "result_state" -> ended(other).map(ReferenceValues::resultState);
      case "error_code" -> ended(other).map(outcome -> outcome.failed() ? outcome.code() : "");
      default -> Optional.empty();
    };
  }

  /** Values are set by the newest attempt that has ended and set some. */
  private static Optional<String> taskValue(TaskRun task, String key) {
    for (TaskRun attempt = task; attempt != null; attempt = attempt.previous) {
      JsonNode value = attempt.ended() ? attempt.script.values().get(key) : null;
      if (value != null) {
        return Optional.of(Json.plain(value));
      }
    }
    return Optional.empty();
  }

  private static Optional<Outcome> ended(TaskRun task) {
    return Optional.ofNullable(task.outcome);
  }

  private static String resultState(Outcome outcome) {
    return outcome.result() == null ? "excluded" : outcome.result().name().toLowerCase(Locale.ROOT);
  }

  private Optional<String> workspace(String name) {
    return switch (name) {
      case "id" -> Optional.of(Long.toString(workspace.workspaceId));
      case "url" -> Optional.of(workspace.host());
      default -> Optional.empty();
    };
  }

  private static Optional<String> time(String part, long millis) {
    ZonedDateTime time = Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC);
    DayOfWeek day = time.getDayOfWeek();
    return switch (part) {
      case "iso_date" -> Optional.of(time.toLocalDate().toString());
      case "iso_datetime" ->
          Optional.of(
              time.toLocalDateTime().format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss")));
      case "year" -> Optional.of(Integer.toString(time.getYear()));
      case "month" -> Optional.of(Integer.toString(time.getMonthValue()));
      case "day" -> Optional.of(Integer.toString(time.getDayOfMonth()));
      case "hour" -> Optional.of(Integer.toString(time.getHour()));
      case "minute" -> Optional.of(Integer.toString(time.getMinute()));
      case "second" -> Optional.of(Integer.toString(time.getSecond()));
      case "iso_weekday" -> Optional.of(Integer.toString(day.getValue()));
      case "is_weekday" -> Optional.of(Boolean.toString(day.getValue() < 6));
      case "timestamp_ms" -> Optional.of(Long.toString(millis));
      default -> Optional.empty();
    };
  }
}
