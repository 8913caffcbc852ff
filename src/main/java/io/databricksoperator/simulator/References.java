package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts values in place of dynamic references such as <code>{{tasks.load.values.count}}</code>. What
 * is no known reference stays as it is; a reference into a known namespace that has no value is an
 * error of the task.
 */
final class References {
  private static final Pattern REFERENCE = Pattern.compile("\\{\\{\\s*([^{}]+?)\\s*}}");

  /** The parameters of each task type: what resolved_values shows. */
  private static final Map<String, List<String>> PARAMETERS =
      Map.ofEntries(
          Map.entry("notebook_task", List.of("base_parameters")),
          Map.entry("spark_python_task", List.of("parameters")),
          Map.entry("python_wheel_task", List.of("named_parameters", "parameters")),
          Map.entry("spark_jar_task", List.of("parameters")),
          Map.entry("spark_submit_task", List.of("parameters")),
          Map.entry("sql_task", List.of("parameters")),
          Map.entry("pipeline_task", List.of("parameters")),
          Map.entry("dbt_task", List.of("commands")),
          Map.entry("run_job_task", List.of("job_parameters")),
          Map.entry("condition_task", List.of("left", "right")),
          Map.entry("for_each_task", List.of("inputs")));

  private final ReferenceValues values;
  private final RunParameters parameters = new RunParameters();

  References(Workspace workspace) {
    this.values = new ReferenceValues(workspace);
  }

  /**
   * The task's parameters with the run's own laid over them and every reference replaced.
   *
   * @param unknown receives the references that have no value
   */
  ObjectNode resolve(TaskRun task, List<String> unknown) {
    ObjectNode resolved = Json.object();
    PARAMETERS.forEach(
        (type, fields) -> {
          if (task.has(type)) {
            ObjectNode laid = parameters.over(type, task);
            ObjectNode shown = resolved.putObject(type);
            fields.stream()
                .filter(laid::has)
                .forEach(field -> shown.set(field, replace(laid.path(field), task, unknown)));
          }
        });
    return resolved;
  }

  private JsonNode replace(JsonNode node, TaskRun task, List<String> unknown) {
    if (node.isTextual()) {
      return TextNode.valueOf(replace(node.textValue(), task, unknown));
    }
    if (node.isArray()) {
      return Json.arrayOf(
          Json.list(node).stream().map(item -> replace(item, task, unknown)).toList());
    }
    if (node.isObject()) {
      ObjectNode copy = Json.object();
      node.properties()
          .forEach(entry -> copy.set(entry.getKey(), replace(entry.getValue(), task, unknown)));
      return copy;
    }
    return node;
  }

  private String replace(String text, TaskRun task, List<String> unknown) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            match -> Matcher.quoteReplacement(value(match.group(), match.group(1), task, unknown)));
  }

  private String value(String whole, String name, TaskRun task, List<String> unknown) {
    if (!values.knows(name, task)) {
      return whole;
    }
    Optional<String> value = values.of(name, task);
    if (value.isEmpty()) {
      unknown.add(whole);
      return whole;
    }
    // A job parameter's value may itself hold references to the job and its run.
    boolean nested = name.startsWith("job.parameters.");
    return nested && !value.get().contains("job.parameters.")
        ? replace(value.get(), task, unknown)
        : value.get();
  }
}
