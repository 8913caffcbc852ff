package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What the server adds to settings and drops from them (databricks-api.md 1.9). */
final class JobDefaults {
  /** Maps, as opposed to messages: an empty one comes back absent. */
  private static final Set<String> MAPS =
      Set.of(
          "tags",
          "custom_tags",
          "spark_conf",
          "spark_env_vars",
          "base_parameters",
          "named_parameters",
          "job_parameters",
          "parameters");

  private final Settings settings;

  JobDefaults(Settings settings) {
    this.settings = settings;
  }

  /** Settings of a job as they will be kept. */
  ObjectNode job(ObjectNode sent) {
    ObjectNode job = meant(sent);
    job.remove("access_control_list");
    put(job, "name", "Untitled");
    put(job, "max_concurrent_runs", 1);
    job.put("format", "MULTI_TASK");
    ObjectNode queue = job.withObject("/queue");
    put(queue, "enabled", true);
    for (String trigger : List.of("schedule", "trigger", "continuous")) {
      if (job.path(trigger) instanceof ObjectNode object) {
        put(object, "pause_status", "UNPAUSED");
      }
    }
    return common(job);
  }

  /** Settings of a one-time run. */
  ObjectNode submit(ObjectNode sent) {
    ObjectNode run = meant(sent);
    run.remove(List.of("access_control_list", "idempotency_token"));
    put(run, "run_name", "Untitled");
    return common(run);
  }

  private ObjectNode common(ObjectNode job) {
    put(job, "timeout_seconds", 0);
    putObject(job, "email_notifications");
    putObject(job, "webhook_notifications");
    String source = job.has("git_source") ? "GIT" : "WORKSPACE";
    job.path("tasks").forEach(task -> task((ObjectNode) task, source));
    job.path("job_clusters").forEach(holder -> cluster(holder.path("new_cluster")));
    return job;
  }

  private void task(ObjectNode task, String source) {
    put(task, "run_if", "ALL_SUCCESS");
    put(task, "timeout_seconds", 0);
    putObject(task, "email_notifications");
    putObject(task, "webhook_notifications");
    if (task.has("max_retries") || task.has("min_retry_interval_millis")) {
      put(task, "retry_on_timeout", false);
    }
    for (String type :
        List.of("/notebook_task", "/spark_python_task", "/dbt_task", "/sql_task/file")) {
      if (task.at(type) instanceof ObjectNode object) {
        put(object, "source", source);
      }
    }
    if (task.path("dbt_task") instanceof ObjectNode dbt) {
      put(dbt, "schema", "default");
    }
    if (task.path("spark_jar_task") instanceof ObjectNode jar) {
      put(jar, "run_as_repl", true);
    }
    cluster(task.path("new_cluster"));
    if (task.path("depends_on") instanceof ArrayNode dependencies) {
      task.set("depends_on", sorted(dependencies));
    }
    if (task.at("/for_each_task/task") instanceof ObjectNode nested) {
      task(nested, source);
    }
  }

  private static ArrayNode sorted(ArrayNode dependencies) {
    return Json.arrayOf(
        Json.list(dependencies).stream()
            .sorted(Comparator.comparing(dependency -> dependency.path("task_key").asText()))
            .toList());
  }

  private void cluster(JsonNode node) {
    if (!(node instanceof ObjectNode cluster)) {
      return;
    }
    cluster.remove("apply_policy_default_values");
    if (!settings.on(Setting.CLUSTER_DEFAULTS)) {
      return;
    }
    put(cluster, "data_security_mode", "SINGLE_USER");
    put(cluster, "enable_elastic_disk", false);
    if (!cluster.has("instance_pool_id")) {
      if (cluster.has("node_type_id")) {
        put(cluster, "driver_node_type_id", cluster.path("node_type_id").asText());
      }
      cloudAttributes(cluster);
    }
  }

  private void cloudAttributes(ObjectNode cluster) {
    switch (settings.text(Setting.CLOUD)) {
      case "AZURE" -> {
        ObjectNode azure = cluster.withObject("/azure_attributes");
        put(azure, "availability", "ON_DEMAND_AZURE");
        put(azure, "first_on_demand", 1);
        put(azure, "spot_bid_max_price", -1);
      }
      case "GCP" -> {
        ObjectNode gcp = cluster.withObject("/gcp_attributes");
        put(gcp, "availability", "ON_DEMAND_GCP");
        put(gcp, "zone_id", "HA");
      }
      default -> {
        ObjectNode aws = cluster.withObject("/aws_attributes");
        put(aws, "availability", "SPOT_WITH_FALLBACK");
        put(aws, "zone_id", "us-west-2c");
      }
    }
  }

  /** What a request means: without nulls, empty lists and empty maps, at any depth. */
  static ObjectNode meant(ObjectNode sent) {
    return (ObjectNode) stripped(sent);
  }

  private static JsonNode stripped(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode kept = Json.object();
      object
          .properties()
          .forEach(
              field -> {
                JsonNode value = stripped(field.getValue());
                boolean emptyMap =
                    value.isObject() && value.isEmpty() && MAPS.contains(field.getKey());
                boolean emptyList = value.isArray() && value.isEmpty();
                if (!value.isNull() && !emptyMap && !emptyList) {
                  kept.set(field.getKey(), value);
                }
              });
      return kept;
    }
    return node.isArray()
        ? Json.arrayOf(Json.list(node).stream().map(JobDefaults::stripped).toList())
        : node;
  }

  private static void put(ObjectNode object, String name, Object value) {
    if (!object.has(name)) {
      object.set(name, Json.MAPPER.valueToTree(value));
    }
  }

  private static void putObject(ObjectNode object, String name) {
    put(object, name, Json.object());
  }
}
