package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the server refuses in the settings of a job or a one-time run (databricks-api.md 1.1 and
 * 7.1).
 */
final class JobChecks {
  private static final String PROVIDERS =
      "github,gitlab,bitbucketcloud,gitlabenterpriseedition,bitbucketserver,azuredevopsservices,githubenterprise,awscodecommit";

  private JobChecks() {}

  /** Refuses settings that the server would not take. */
  static void check(ObjectNode settings) {
    size(settings);
    keys(settings, "job_clusters", "job_cluster_key");
    keys(settings, "environments", "environment_key");
    keys(settings, "parameters", "name");
    settings.path("parameters").forEach(JobChecks::parameter);
    gitSource(settings.path("git_source"));
    health(settings.path("health"));
    webhooks(settings.path("webhook_notifications"));
    runAs(settings.path("run_as"));
    TriggerChecks.check(settings);
    TaskChecks.check(settings);
  }

  private static void size(ObjectNode settings) {
    require(
        settings.path("tasks").size() <= 1000,
        "The number of tasks of a job must not exceed 1000.");
    require(settings.path("tags").size() <= 25, "The number of tags of a job must not exceed 25.");
    int name = settings.path("name").asText().getBytes(StandardCharsets.UTF_8).length;
    require(name <= 4096, "The job name must not exceed 4096 bytes in UTF-8.");
    require(
        settings.path("description").asText().length() <= 27_700,
        "The description must not exceed 27700 characters.");
    long runs = settings.path("max_concurrent_runs").asLong(1);
    require(runs >= 0 && runs <= 1000, "max_concurrent_runs must be between 0 and 1000.");
    require(
        settings.path("timeout_seconds").asLong(0) >= 0, "timeout_seconds must not be negative.");
  }

  private static void keys(ObjectNode settings, String array, String key) {
    Set<String> seen = new HashSet<>();
    for (JsonNode item : settings.path(array)) {
      String value = item.path(key).asText("");
      require(!value.isEmpty(), "Every item of " + array + " needs a " + key + ".");
      require(seen.add(value), "Duplicate " + key + " " + value + " in " + array + ".");
    }
  }

  private static void parameter(JsonNode parameter) {
    String name = parameter.path("name").asText();
    require(
        name.matches("[A-Za-z0-9_.-]+"),
        "Invalid job parameter name '" + name + "': only letters, digits, _, - and . are allowed.");
    if (!parameter.path("default").isTextual()) {
      throw parameter.has("default")
          ? ApiError.malformed(
              "Expected string for field 'default', found "
                  + parameter.path("default").getNodeType())
          : ApiError.invalid("The job parameter " + name + " needs a default.");
    }
  }

  private static void gitSource(JsonNode source) {
    if (source.isMissingNode()) {
      return;
    }
    String provider = source.path("git_provider").asText("").toLowerCase(Locale.ROOT);
    require(
        List.of(PROVIDERS.split(",")).contains(provider),
        "git_source.git_provider must be one of: " + PROVIDERS);
    require(source.hasNonNull("git_url"), "git_source.git_url is required.");
    long references =
        Stream.of("git_branch", "git_tag", "git_commit").filter(source::hasNonNull).count();
    require(
        references == 1,
        "Exactly one of git_source.git_branch, git_tag and git_commit is required.");
  }

  private static void health(JsonNode health) {
    require(
        health.isMissingNode() || !health.path("rules").isEmpty(),
        "health needs at least one rule.");
  }

  private static void webhooks(JsonNode notifications) {
    notifications
        .properties()
        .forEach(
            event ->
                require(
                    event.getValue().size() <= 3,
                    "At most 3 webhooks can be given for " + event.getKey() + "."));
  }

  private static void runAs(JsonNode runAs) {
    require(
        runAs.isMissingNode() || runAs.isNull() || runAs.size() == 1,
        "run_as must hold exactly one of user_name, service_principal_name and group_name.");
  }

  static void require(boolean condition, String message) {
    if (!condition) {
      throw ApiError.invalid(message);
    }
  }
}
