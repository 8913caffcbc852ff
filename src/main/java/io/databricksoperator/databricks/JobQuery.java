package io.databricksoperator.databricks;

/**
 * What to list of a workspace's jobs, 100 a page (databricks-api.md 1.7).
 *
 * @param name only jobs of this name, compared without case; null for all
 * @param expandTasks whether items hold their first 100 tasks and job clusters
 * @param pageToken from the page before; null for the first
 */
public record JobQuery(String name, boolean expandTasks, String pageToken) {

  /** The jobs of this name. */
  public static JobQuery named(String name) {
    return new JobQuery(name, false, null);
  }

  /** All jobs with their tasks. */
  public static JobQuery all() {
    return new JobQuery(null, true, null);
  }

  /** The same question for a later page. */
  public JobQuery page(String token) {
    return new JobQuery(name, expandTasks, token);
  }
}
