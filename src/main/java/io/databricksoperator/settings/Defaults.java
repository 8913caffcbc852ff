package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/** Values that mean the same as leaving the field out (databricks-api.md 1.1, 1.2, 1.9). */
enum Defaults {
  JOB(
      Map.of(
          "name", text("Untitled"),
          "timeout_seconds", number(0),
          "max_concurrent_runs", number(1),
          "edit_mode", text("EDITABLE"))),
  TASK(
      Map.of(
          "run_if", text("ALL_SUCCESS"),
          "timeout_seconds", number(0),
          "max_retries", number(0),
          "min_retry_interval_millis", number(0),
          "retry_on_timeout", no(),
          "disabled", no(),
          "disable_auto_optimization", no())),
  CLUSTER(
      Map.of(
          "num_workers", number(0),
          "cluster_name", text(""),
          "enable_elastic_disk", no(),
          "enable_local_disk_encryption", no(),
          "data_security_mode", text("DATA_SECURITY_MODE_AUTO"))),
  NOTIFICATIONS(
      Map.of(
          "no_alert_for_skipped_runs", no(),
          "no_alert_for_canceled_runs", no(),
          "alert_on_last_attempt", no())),
  /** A job of before queueing shows none; whoever leaves it out on a write gets it turned on. */
  QUEUE(Map.of("enabled", no())),
  CONTINUOUS(Map.of("task_retry_mode", text("NEVER"))),
  DBT(Map.of("schema", text("default"))),
  JAR(Map.of("run_as_repl", BooleanNode.TRUE));

  private final Map<String, JsonNode> values;

  Defaults(Map<String, JsonNode> values) {
    this.values = values;
  }

  /** Removes the fields of this object that hold their default. */
  void drop(ObjectNode object) {
    values.forEach(
        (field, value) -> {
          if (object.has(field) && Tidy.scalar(object.get(field)).equals(value)) {
            object.remove(field);
          }
        });
  }

  private static JsonNode text(String value) {
    return TextNode.valueOf(value);
  }

  private static JsonNode number(long value) {
    return LongNode.valueOf(value);
  }

  private static JsonNode no() {
    return BooleanNode.FALSE;
  }
}
