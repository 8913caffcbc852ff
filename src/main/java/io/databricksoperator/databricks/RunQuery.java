package io.databricksoperator.databricks;

import java.time.Instant;

/**
 * What to list of a workspace's runs, 25 a page (databricks-api.md 2.4).
 *
 * @param jobId only this job's; null for all
 * @param activeOnly only runs that have not ended
 * @param runType JOB_RUN or SUBMIT_RUN; null for all
 * @param startedFrom only runs that started at or after this; null for all
 * @param expandTasks whether items hold their first 100 tasks
 * @param pageToken from the page before; null for the first
 */
public record RunQuery(
    Long jobId,
    boolean activeOnly,
    String runType,
    Instant startedFrom,
    boolean expandTasks,
    String pageToken) {

  /** The workspace's active runs with their tasks. */
  public static RunQuery active() {
    return new RunQuery(null, true, null, null, true, null);
  }

  /** The runs of one job, newest first. */
  public static RunQuery ofJob(long jobId) {
    return new RunQuery(jobId, false, null, null, false, null);
  }

  /** The same question, only for runs that started at or after this. */
  public RunQuery since(Instant start) {
    return new RunQuery(jobId, activeOnly, runType, start, expandTasks, pageToken);
  }

  /** One-time runs (runs/submit). */
  public static RunQuery submitted() {
    return new RunQuery(null, false, "SUBMIT_RUN", null, false, null);
  }

  /** The same question for a later page. */
  public RunQuery page(String token) {
    return new RunQuery(jobId, activeOnly, runType, startedFrom, expandTasks, token);
  }
}
