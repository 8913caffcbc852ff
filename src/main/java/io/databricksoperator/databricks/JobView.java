package io.databricksoperator.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A job as Databricks shows it (databricks-api.md 1.6).
 *
 * @param jobId its id
 * @param creator who made it; null when that user is deleted
 * @param runAs the identity its runs use; null on list items
 * @param created when it was made
 * @param settings its settings, as they came
 * @param cut whether arrays in the settings were cut (list items of jobs over 100 tasks)
 */
public record JobView(
    long jobId, String creator, String runAs, Instant created, JsonNode settings, boolean cut) {

  /** The job's name, empty if it has none. */
  public String name() {
    return settings.path("name").asText("");
  }

  /** The value of one of its tags, or null. */
  public String tag(String key) {
    return settings.path("tags").path(key).asText(null);
  }
}
