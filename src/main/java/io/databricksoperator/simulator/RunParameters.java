package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Lays a run's parameters over a task's own (databricks-api.md 2.1): maps are merged, lists
 * replaced, job parameters pushed down.
 */
final class RunParameters {
  private record Overlay(String field, String legacy) {}

  private static final Map<String, Overlay> MAPS =
      Map.of(
          "notebook_task", new Overlay("base_parameters", "notebook_params"),
          "python_wheel_task", new Overlay("named_parameters", "python_named_params"),
          "sql_task", new Overlay("parameters", "sql_params"));

  private static final Map<String, Overlay> LISTS =
      Map.of(
          "spark_python_task", new Overlay("parameters", "python_params"),
          "python_wheel_task", new Overlay("parameters", "python_params"),
          "spark_jar_task", new Overlay("parameters", "jar_params"),
          "spark_submit_task", new Overlay("parameters", "spark_submit_params"),
          "dbt_task", new Overlay("commands", "dbt_commands"));

  /** Names of the request fields that hold parameters for all tasks of one type. */
  static final List<String> LEGACY =
      List.of(
          "notebook_params",
          "jar_params",
          "python_params",
          "python_named_params",
          "spark_submit_params",
          "sql_params",
          "dbt_commands",
          "pipeline_params");

  ObjectNode over(String type, TaskRun task) {
    ObjectNode laid = task.definition.path(type).deepCopy();
    if (MAPS.containsKey(type)) {
      merge(laid, MAPS.get(type), task.run);
    }
    if (LISTS.containsKey(type)) {
      Overlay overlay = LISTS.get(type);
      JsonNode list = task.run.legacyParameters.path(overlay.legacy());
      if (list.isArray()) {
        laid.set(overlay.field(), list);
      }
    }
    return laid;
  }

  private static void merge(ObjectNode laid, Overlay overlay, Run run) {
    ObjectNode map = Json.object();
    map.setAll(
        laid.path(overlay.field()).isObject()
            ? (ObjectNode) laid.path(overlay.field())
            : Json.object());
    boolean positional = overlay.field().equals("named_parameters") && laid.has("parameters");
    if (!positional) {
      run.parameterValues().forEach(map::put);
    }
    run.legacyParameters
        .path(overlay.legacy())
        .properties()
        .forEach(entry -> map.set(entry.getKey(), entry.getValue()));
    if (!map.isEmpty()) {
      laid.set(overlay.field(), map);
    }
  }
}
