package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The normal form of one task and of what a job shares with it: notifications and clusters. */
final class NormalTask {
  private static final List<String> WITH_SOURCE =
      List.of("notebook_task", "spark_python_task", "dbt_task");
  private static final Map<String, String> ACCESS_MODE =
      Map.of(
          "DATA_SECURITY_MODE_DEDICATED", "SINGLE_USER",
          "DATA_SECURITY_MODE_STANDARD", "USER_ISOLATION");
  private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

  private NormalTask() {}

  /**
   * Changes the task, and the one inside a for_each_task, into its normal form.
   *
   * @param source where files come from when a task does not say: GIT for a job with a git_source
   */
  static void apply(ObjectNode task, String source) {
    Defaults.TASK.drop(task);
    Sets.set(task, "depends_on");
    Sets.set(task, "libraries");
    notifications(task);
    Trees.within(task, "new_cluster", NormalTask::cluster);
    WITH_SOURCE.forEach(type -> Trees.within(task, type, work -> source(work, source)));
    Trees.within(task, "sql_task", sql -> Trees.within(sql, "file", file -> source(file, source)));
    Trees.within(task, "dbt_task", Defaults.DBT::drop);
    Trees.within(task, "spark_jar_task", Defaults.JAR::drop);
    Trees.within(task, "run_job_task", NormalTask::jobId);
    Trees.within(
        task, "for_each_task", each -> Trees.within(each, "task", inner -> apply(inner, source)));
  }

  /** The recipients of a job or a task as maps by recipient. */
  static void notifications(ObjectNode owner) {
    for (var kind : List.of("email_notifications", "webhook_notifications")) {
      Trees.within(
          owner, kind, events -> Trees.names(events).forEach(event -> Sets.set(events, event)));
    }
    Trees.within(owner, "email_notifications", Defaults.NOTIFICATIONS::drop);
    Trees.within(owner, "notification_settings", Defaults.NOTIFICATIONS::drop);
  }

  /** A cluster; {@code apply_policy_default_values} is consumed and never returned. */
  static void cluster(ObjectNode cluster) {
    cluster.remove("apply_policy_default_values");
    var mode = ACCESS_MODE.get(cluster.path("data_security_mode").asText());
    if (mode != null) {
      cluster.put("data_security_mode", mode);
    }
    Defaults.CLUSTER.drop(cluster);
  }

  private static void source(ObjectNode work, String inherited) {
    if (inherited.equals(work.path("source").asText())) {
      work.remove("source");
    }
  }

  /** A reference may have put the id in as text; the server answers with a number. */
  private static void jobId(ObjectNode work) {
    var id = work.path("job_id").asText();
    if (ID.matcher(id).matches()) {
      work.set("job_id", LongNode.valueOf(Long.parseLong(id)));
    }
  }
}
