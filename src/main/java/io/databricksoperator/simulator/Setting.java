package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Everything that nobody has published about Databricks (databricks-api.md 7.2 and 8), or that a
 * test likes to choose, with the default we think most likely.
 */
enum Setting {
  MISSING_STATUS("missingStatus", "400", "400", "404"),
  DELETE_MISSING_JOB("deleteMissingJob", "ERROR", "ERROR", "OK"),
  INVALID_TOKEN_STATUS("invalidTokenStatus", "403", "403", "401"),
  EXPIRED_TOKEN_STATUS("expiredTokenStatus", "401", "401", "403"),
  TOKEN_LIFETIME("tokenLifetime", Duration.ofHours(1)),

  DEFAULT_TASK_DURATION("defaultTaskDuration", Duration.ofSeconds(5)),
  DEFAULT_TASK_SETUP("defaultTaskSetup", Duration.ofSeconds(1)),
  CANCEL_DELAY("cancelDelay", Duration.ofSeconds(1)),
  QUEUE_STAY("queueStay", Duration.ofHours(48)),
  RUN_RETENTION("runRetention", Duration.ofDays(60)),
  LIST_DELAY("listDelay", Duration.ZERO),

  STALE_READS_AFTER_REPAIR("staleReadsAfterRepair", 1),
  STALE_TIME_AFTER_REPAIR("staleTimeAfterRepair", Duration.ZERO),
  RERUN_ALL_FAILED_TAKES_UPSTREAM_FAILED("rerunAllFailedTakesUpstreamFailed", true),
  ATTEMPT_NUMBER_AFTER_REPAIR("attemptNumberAfterRepair", "CONTINUE", "CONTINUE", "RESTART"),
  REPAIR_WAITS_FOR_A_SLOT("repairWaitsForASlot", true),
  FOR_EACH_REPAIR("forEachRepair", "FAILED", "FAILED", "ALL"),
  REPAIR_ACTIVE_CODE("repairActiveCode", "INVALID_STATE"),
  REPAIR_ACTIVE_TEXT("repairActiveText", "Run %d is active and cannot be repaired."),
  REPAIR_STALE_ID_TEXT(
      "repairStaleIdText", "The provided latest repair ID %d is not the latest repair of run %d."),
  REPAIR_BOTH_TEXT(
      "repairBothText", "Only one of rerun_tasks and rerun_all_failed_tasks can be specified."),
  REPAIR_NEITHER_TEXT(
      "repairNeitherText", "One of rerun_tasks and rerun_all_failed_tasks must be specified."),
  REPAIR_UNKNOWN_TASK_TEXT("repairUnknownTaskText", "Task %s does not exist in run %d."),
  REPAIR_NOTHING_TEXT("repairNothingText", "There are no failed tasks to repair in run %d."),

  DELETE_ACTIVE_CODE("deleteActiveCode", "INVALID_STATE"),
  DELETE_ACTIVE_TEXT("deleteActiveText", "Run %d is active and cannot be deleted."),
  TOKEN_SCOPE("tokenScope", "WORKSPACE", "WORKSPACE", "JOB"),
  TOKEN_OF_DELETED_RUN_CODE("tokenOfDeletedRunCode", "INVALID_PARAMETER_VALUE"),
  TOKEN_OF_DELETED_RUN_TEXT(
      "tokenOfDeletedRunText", "Run %d, which has this idempotency_token, has been deleted."),
  UPDATE_ORDER("updateOrder", "REMOVE_FIRST", "REMOVE_FIRST", "MERGE_FIRST"),
  UPDATE_MERGES_NAMED("updateMergesNamed", true),
  TERMINATION_TYPES("terminationTypes", Json.object()),

  CLUSTER_DEFAULTS("clusterDefaults", true),
  CLOUD("cloud", "AWS", "AWS", "AZURE", "GCP"),
  SKIPPED_RUN_HAS_RESULT("skippedRunHasResult", true),
  LARGE_IDS("largeIds", true),
  JOB_QUOTA("jobQuota", 10_000),
  JOBS_PER_HOUR("jobsPerHour", 10_000);

  private final String key;
  private final Object initial;
  private final List<String> choices;

  Setting(String key, Object initial, String... choices) {
    this.key = key;
    this.initial = initial;
    this.choices = List.of(choices);
  }

  String key() {
    return key;
  }

  JsonNode initial() {
    return Json.MAPPER.valueToTree(initial instanceof Duration time ? time.toString() : initial);
  }

  static Optional<Setting> named(String key) {
    return List.of(values()).stream().filter(setting -> setting.key.equals(key)).findFirst();
  }

  /** The value as it will be kept, or an error that says what would be accepted. */
  JsonNode checked(JsonNode value) {
    JsonNode kept = initial instanceof String ? Json.MAPPER.valueToTree(value.asText()) : value;
    if (!fits(kept)) {
      throw ApiError.invalid(
          "Setting " + key + " cannot be " + Json.text(value) + ": give " + expectation());
    }
    return kept;
  }

  private boolean fits(JsonNode value) {
    return switch (initial) {
      case Boolean ignored -> value.isBoolean();
      case Integer ignored -> value.canConvertToInt() && value.isInt() && value.intValue() >= 0;
      case Duration ignored -> value.isTextual() && isDuration(value.textValue());
      case String ignored -> choices.isEmpty() || choices.contains(value.textValue());
      default -> value.isObject();
    };
  }

  private String expectation() {
    return switch (initial) {
      case Boolean ignored -> "true or false.";
      case Integer ignored -> "a whole number from 0.";
      case Duration ignored -> "an ISO 8601 duration such as PT10S, not negative.";
      case String ignored -> "one of " + String.join(", ", choices) + ".";
      default -> "an object.";
    };
  }

  private static boolean isDuration(String text) {
    try {
      return !Duration.parse(text).isNegative();
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
