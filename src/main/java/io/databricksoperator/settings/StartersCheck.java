package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The checks of what starts a job by itself (databricks-api.md 1.1, 3.8, 3.9). */
final class StartersCheck {
  private static final int LEAST_SECONDS = 60;
  private static final int QUARTZ_LEAST = 6;
  private static final int QUARTZ_MOST = 7;
  private static final List<String> WAITS =
      List.of("min_time_between_triggers_seconds", "wait_after_last_change_seconds");

  private StartersCheck() {}

  static void check(JsonNode job, Problems problems) {
    exclusive(job, problems);
    if (job.has("schedule")) {
      schedule(job.get("schedule"), problems.at("schedule"));
    }
    trigger(job.path("trigger"), problems.at("trigger"));
    var triggers = job.path("triggers");
    for (int i = 0; i < triggers.size(); i++) {
      trigger(triggers.path(i), problems.at("triggers", i));
    }
  }

  private static void exclusive(JsonNode job, Problems problems) {
    var starters =
        Starters.FIELDS.stream()
            .filter(
                field ->
                    job.path(field).isObject()
                        || job.path(field).isArray() && job.get(field).size() > 0)
            .toList();
    if (starters.size() > 1) {
      problems.add(
          "Keep one of " + String.join(", ", starters) + ": a job starts by itself in one way.");
    }
  }

  private static void schedule(JsonNode schedule, Problems problems) {
    if (!schedule.isObject()) {
      return;
    }
    var cron = schedule.path("quartz_cron_expression").asText().trim();
    if (cron.isEmpty()) {
      problems.add(
          "Write quartz_cron_expression, for example \"0 0 5 * * ?\" for every day at 05:00.");
    } else {
      quartz(cron, problems.at("quartz_cron_expression"));
    }
    if (!Trees.given(schedule.get("timezone_id"))) {
      problems.add("Write timezone_id: a Java time zone, for example UTC or Europe/Berlin.");
    }
  }

  private static void quartz(String cron, Problems problems) {
    int fields = cron.split("\\s+").length;
    if (fields < QUARTZ_LEAST || fields > QUARTZ_MOST) {
      problems.add(
          "A Quartz expression has 6 or 7 fields (seconds first, ? for the unused one of"
              + " day-of-month"
              + " and day-of-week), this has %d: \"%s\". Every day at 05:00 is \"0 0 5 * * ?\"."
                  .formatted(fields, cron));
    }
  }

  private static void trigger(JsonNode trigger, Problems problems) {
    var interval = trigger.path("periodic").path("interval");
    if (interval.isNumber() && interval.doubleValue() <= 0) {
      problems.at("periodic").add("Write an interval of 1 or more.");
    }
    for (var kind : List.of("file_arrival", "table_update")) {
      for (var wait : WAITS) {
        seconds(trigger.path(kind).path(wait), problems.at(kind).at(wait));
      }
    }
  }

  /** The documented least is 60; 0 is left to the server, which may read it as not set. */
  private static void seconds(JsonNode value, Problems problems) {
    double seconds = value.asDouble(LEAST_SECONDS);
    if (value.isNumber() && seconds != 0 && seconds < LEAST_SECONDS) {
      problems.add("Write 60 seconds or more, not " + value.asText() + ".");
    }
  }
}
