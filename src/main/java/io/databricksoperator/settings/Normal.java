package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * The normal form of a job's settings: two trees that mean the same have the same one. What it
 * takes out is what databricks-api.md 1.9 and 6.2 list; it does so by place, so a user's own map
 * that has a key {@code timeout_seconds} keeps it.
 */
public final class Normal {
  private Normal() {}

  /**
   * The normal form. Tasks, job_clusters, environments and parameters become maps by key;
   * depends_on, libraries and recipients maps by content; what the server defaults, owns or ignores
   * is dropped; pause_status is always explicit.
   *
   * @param settings a job's settings, or their normal form; null counts as empty
   * @return a new tree
   */
  public static ObjectNode of(JsonNode settings) {
    var job = Trees.copy(settings);
    var source = job.path("git_source").isEmpty() ? "WORKSPACE" : "GIT";
    job.remove("format");
    Defaults.JOB.drop(job);
    starters(job);
    sources(job);
    NormalTask.notifications(job);
    Trees.within(job, "run_as", Normal::runAs);
    Trees.within(job, "queue", Defaults.QUEUE::drop);
    Sets.keyed(job, "tasks", task -> NormalTask.apply(task, source));
    Sets.keyed(job, "job_clusters", each -> Trees.within(each, "new_cluster", NormalTask::cluster));
    Sets.keyed(job, "environments", each -> Trees.within(each, "spec", Normal::environment));
    Sets.keyed(job, "parameters", parameter -> {});
    return Tidy.object(job);
  }

  private static void starters(ObjectNode job) {
    for (var starter : Starters.of(job)) {
      if (!Trees.given(starter.get(Starters.PAUSE))) {
        starter.put(Starters.PAUSE, Starters.UNPAUSED);
      }
    }
    Trees.within(job, "continuous", Defaults.CONTINUOUS::drop);
  }

  private static void sources(ObjectNode job) {
    Trees.within(job, "deployment", deployment -> deployment.remove("version_id"));
    Trees.within(
        job,
        "git_source",
        git -> {
          git.remove("git_snapshot");
          lower(git, "git_provider");
        });
  }

  /** A user's name is an e-mail address, which the workspace knows in lower case. */
  private static void runAs(ObjectNode runAs) {
    lower(runAs, "user_name");
  }

  /** {@code client} is the old name of environment_version. */
  private static void environment(ObjectNode spec) {
    var client = spec.get("client");
    if (Trees.given(client) && !Trees.given(spec.get("environment_version"))) {
      spec.set("environment_version", client);
    }
    if (client != null && client.equals(spec.get("environment_version"))) {
      spec.remove("client");
    }
  }

  private static void lower(ObjectNode object, String field) {
    if (object.path(field).isTextual()) {
      object.put(field, object.get(field).textValue().toLowerCase(Locale.ROOT));
    }
  }
}
