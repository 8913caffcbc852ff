package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads fields of request bodies and refuses wrong types in Databricks' words (databricks-api.md
 * 4.3).
 */
final class Fields {
  private static final Map<String, String> NAMES_BY_TYPE =
      Map.of(
          "object",
          """
          notebook_params python_named_params sql_params job_parameters pipeline_params queue
          schedule trigger continuous run_as git_source health email_notifications
          webhook_notifications notification_settings tags deployment new_settings new_cluster
          notebook_task spark_python_task python_wheel_task spark_jar_task spark_submit_task
          pipeline_task sql_task dbt_task run_job_task condition_task for_each_task
          """,
          "array",
          """
          tasks job_clusters environments triggers jar_params python_params spark_submit_params
          dbt_commands only rerun_tasks fields_to_remove access_control_list depends_on libraries
          """,
          "string",
          """
          name description run_name idempotency_token task_key run_if job_cluster_key
          existing_cluster_id environment_key edit_mode performance_target budget_policy_id
          usage_policy_id parent_path
          """,
          "long",
          """
          job_id run_id latest_repair_id max_concurrent_runs timeout_seconds max_retries
          min_retry_interval_millis
          """,
          "boolean",
          """
          disabled retry_on_timeout rerun_all_failed_tasks rerun_dependent_tasks all_queued_runs
          disable_auto_optimization
          """);

  private static final Map<String, String> TYPES = new HashMap<>();

  static {
    NAMES_BY_TYPE.forEach(
        (type, names) -> {
          for (String name : names.strip().split("\\s+")) {
            TYPES.put(name, type);
          }
        });
  }

  private Fields() {}

  /** Checks a request body, its settings and its tasks. */
  static void check(ObjectNode body) {
    checkTypes(body);
    if (body.path("new_settings") instanceof ObjectNode settings) {
      check(settings);
    }
    body.path("tasks").forEach(Fields::checkTask);
  }

  private static void checkTask(JsonNode task) {
    if (!(task instanceof ObjectNode object)) {
      throw ApiError.malformed("Expected object for field 'tasks', found " + found(task));
    }
    checkTypes(object);
    if (object.path("for_each_task").has("task")) {
      checkTask(object.path("for_each_task").path("task"));
    }
  }

  private static void checkTypes(ObjectNode object) {
    object
        .properties()
        .forEach(
            field -> {
              String expected = TYPES.get(field.getKey());
              if (expected != null
                  && !field.getValue().isNull()
                  && !is(expected, field.getValue())) {
                throw ApiError.malformed(
                    "Expected "
                        + expected
                        + " for field '"
                        + field.getKey()
                        + "', found "
                        + found(field.getValue()));
              }
            });
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      default -> whole(value).isPresent();
    };
  }

  private static String found(JsonNode value) {
    return value.getNodeType().name();
  }

  static long id(ObjectNode body, String name) {
    return number(body, name)
        .orElseThrow(() -> ApiError.invalid("Missing required field: " + name));
  }

  static Optional<Long> number(ObjectNode body, String name) {
    return whole(body.path(name));
  }

  /** 64-bit numbers may come as JSON numbers or, as everywhere in protobuf's JSON, as strings. */
  private static Optional<Long> whole(JsonNode value) {
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return Optional.of(value.longValue());
    }
    try {
      return value.isTextual() ? Optional.of(Long.parseLong(value.textValue())) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
