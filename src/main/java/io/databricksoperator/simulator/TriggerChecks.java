package io.databricksoperator.simulator;

import static io.databricksoperator.simulator.JobChecks.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * Schedules, triggers and continuous: complete, and not several at once (databricks-api.md 1.1 and
 * 1.5).
 */
final class TriggerChecks {
  private TriggerChecks() {}

  static void check(ObjectNode settings) {
    List<String> given =
        List.of("schedule", "trigger", "continuous", "triggers").stream()
            .filter(settings::hasNonNull)
            .toList();
    require(
        given.size() <= 1,
        "Only one of schedule, trigger and continuous can be specified; found "
            + String.join(", ", given)
            + ".");
    given.stream()
        .filter(name -> !name.equals("triggers"))
        .forEach(name -> pauseStatus(settings.path(name)));
    if (settings.hasNonNull("schedule")) {
      schedule(settings.path("schedule"));
    }
    if (settings.hasNonNull("trigger")) {
      trigger(settings.path("trigger"));
    }
    String retries = settings.path("continuous").path("task_retry_mode").asText("NEVER");
    require(
        Set.of("NEVER", "ON_FAILURE").contains(retries),
        "continuous.task_retry_mode must be NEVER or ON_FAILURE.");
  }

  private static void pauseStatus(JsonNode holder) {
    require(
        Set.of("PAUSED", "UNPAUSED").contains(holder.path("pause_status").asText("UNPAUSED")),
        "pause_status must be PAUSED or UNPAUSED.");
  }

  private static void schedule(JsonNode schedule) {
    String cron = schedule.path("quartz_cron_expression").asText("");
    String zone = schedule.path("timezone_id").asText("");
    require(!cron.isBlank(), "Missing required field: settings.schedule.quartz_cron_expression");
    require(!zone.isBlank(), "Missing required field: settings.schedule.timezone_id");
    int fields = cron.strip().split("\\s+").length;
    require(
        fields == 6 || fields == 7,
        "Invalid cron expression '" + cron + "': Quartz expressions have 6 or 7 fields.");
    require(
        ZoneId.getAvailableZoneIds().contains(zone) || zone.equals("Z"),
        "Invalid timezone_id '" + zone + "'.");
  }

  private static void trigger(JsonNode trigger) {
    long kinds =
        List.of("file_arrival", "table_update", "periodic", "model").stream()
            .filter(trigger::hasNonNull)
            .count();
    require(
        kinds == 1,
        "Exactly one of trigger.file_arrival, table_update, periodic and model is required.");
    JsonNode periodic = trigger.path("periodic");
    if (periodic.isObject()) {
      require(
          periodic.path("interval").asLong(0) > 0, "trigger.periodic.interval must be positive.");
      require(
          Set.of("MINUTES", "HOURS", "DAYS", "WEEKS").contains(periodic.path("unit").asText("")),
          "trigger.periodic.unit must be one of MINUTES, HOURS, DAYS, WEEKS.");
    }
    JsonNode arrival = trigger.path("file_arrival");
    if (arrival.isObject()) {
      require(
          arrival.hasNonNull("url"), "Missing required field: settings.trigger.file_arrival.url");
      for (String wait :
          List.of("min_time_between_triggers_seconds", "wait_after_last_change_seconds")) {
        require(
            arrival.path(wait).asLong(60) >= 60,
            "trigger.file_arrival." + wait + " must be at least 60.");
      }
    }
  }
}
