package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Jobs at random: every place that the normal form treats specially, with values around defaults.
 */
final class GeneratedJobs {
  private GeneratedJobs() {}

  static Arbitrary<ObjectNode> jobs() {
    var some =
        Map.of(
            "tasks", list("task_key", task(true)),
            "job_clusters", list("job_cluster_key", object(Map.of("new_cluster", cluster()))),
            "environments",
                list("environment_key", object(Map.of("spec", object(Map.of("client", text()))))),
            "parameters", list("name", object(Map.of("default", text()))),
            "git_source", object(Map.of("git_provider", text(), "git_url", text())),
            "tags", object(Map.of("a", text(), "b/c", text(), "databricks~", text())),
            "email_notifications", events(text()),
            "webhook_notifications", events(object(Map.of("id", text()))),
            "deployment", object(Map.of("kind", text(), "version_id", text())));
    return Combinators.combine(object(some), object(starters()), object(scalars()))
        .as((tree, starters, scalars) -> tree.<ObjectNode>setAll(starters).setAll(scalars));
  }

  private static Map<String, Arbitrary<? extends JsonNode>> starters() {
    var paused = Arbitraries.of("PAUSED", "UNPAUSED").map(Trees.JSON::textNode);
    return Map.of(
        "schedule", object(Map.of("pause_status", paused, "timezone_id", text())),
        "trigger", object(Map.of("pause_status", paused, "periodic", object(Map.of()))),
        "continuous", object(Map.of("pause_status", paused, "task_retry_mode", text())),
        "run_as", object(Map.of("user_name", text())),
        "health",
            object(
                Map.of(
                    "rules",
                    object(Map.of("value", number()))
                        .list()
                        .ofMaxSize(2)
                        .map(GeneratedJobs::array))));
  }

  private static Map<String, Arbitrary<? extends JsonNode>> scalars() {
    return Map.of(
        "name", text(),
        "format", text(),
        "timeout_seconds", number(),
        "max_concurrent_runs", number(),
        "edit_mode", Arbitraries.of("EDITABLE", "UI_LOCKED").map(Trees.JSON::textNode),
        "budget_policy_id", text(),
        "description", text(),
        "queue", object(Map.of("enabled", bool())));
  }

  private static Arbitrary<ObjectNode> task(boolean outer) {
    var source = Arbitraries.of("GIT", "WORKSPACE").map(Trees.JSON::textNode);
    var notebook =
        object(Map.of("source", source, "base_parameters", object(Map.of("run_if", text()))));
    var script = object(Map.of("source", source, "parameters", array(text())));
    var fields =
        Map.of(
            "depends_on", list("task_key", object(Map.of("outcome", text()))),
            "libraries", array(object(Map.of("jar", text()))),
            "retry_on_timeout", bool(),
            "max_retries", number(),
            "run_if", Arbitraries.of("ALL_SUCCESS", "ALL_DONE").map(Trees.JSON::textNode),
            "notebook_task", notebook,
            "spark_python_task", script,
            "new_cluster", cluster(),
            "email_notifications", events(text()),
            "for_each_task",
                outer ? object(Map.of("inputs", text(), "task", task(false))) : object(Map.of()));
    return object(fields);
  }

  private static Arbitrary<ObjectNode> cluster() {
    return object(
        Map.of(
            "num_workers", number(),
            "node_type_id", text(),
            "enable_elastic_disk", bool(),
            "apply_policy_default_values", bool(),
            "data_security_mode",
                Arbitraries.of("SINGLE_USER", "DATA_SECURITY_MODE_AUTO", "NONE")
                    .map(Trees.JSON::textNode),
            "spark_conf", object(Map.of("spark.a", text())),
            "aws_attributes", object(Map.of("zone_id", text()))));
  }

  private static Arbitrary<ObjectNode> events(Arbitrary<? extends JsonNode> recipient) {
    return object(
        Map.of(
            "on_failure", array(recipient),
            "on_start", array(recipient)));
  }

  private static Arbitrary<JsonNode> text() {
    return Arbitraries.of("a", "b", "c d", "Untitled", "default", "NEVER", "1")
        .map(Trees.JSON::textNode);
  }

  private static Arbitrary<JsonNode> number() {
    return Arbitraries.integers().between(-1, 2).map(Trees.JSON::numberNode);
  }

  private static Arbitrary<JsonNode> bool() {
    return Arbitraries.of(true, false).map(Trees.JSON::booleanNode);
  }

  private static Arbitrary<JsonNode> array(Arbitrary<? extends JsonNode> items) {
    return items.list().ofMaxSize(3).map(GeneratedJobs::array);
  }

  private static JsonNode array(List<? extends JsonNode> items) {
    return Trees.JSON.arrayNode().addAll(items);
  }

  /** A keyed array: each element under a name of its own. */
  private static Arbitrary<JsonNode> list(String key, Arbitrary<ObjectNode> elements) {
    var keys = Arbitraries.of("x", "y", "z/1").list().uniqueElements().ofMaxSize(3);
    return Combinators.combine(keys, elements.list().ofSize(3))
        .as(
            (names, trees) -> {
              var list = Trees.JSON.arrayNode();
              for (int i = 0; i < names.size(); i++) {
                list.add(trees.get(i).deepCopy().put(key, names.get(i)));
              }
              return list;
            });
  }

  /** An object with any of these fields. */
  private static Arbitrary<ObjectNode> object(
      Map<String, ? extends Arbitrary<? extends JsonNode>> fields) {
    Arbitrary<ObjectNode> result = Arbitraries.create(Trees.JSON::objectNode);
    for (var field : fields.entrySet()) {
      result =
          Combinators.combine(result, field.getValue().optional())
              .as(
                  (tree, value) -> {
                    var copy = tree.deepCopy();
                    value.ifPresent(v -> copy.set(field.getKey(), v));
                    return copy;
                  });
    }
    return result;
  }
}
