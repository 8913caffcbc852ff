package io.databricksoperator.kube;

import org.slf4j.spi.LoggingEventBuilder;

/**
 * What a log line about an object says of Databricks, each under its own key (design 9).
 *
 * @param workspace namespace and name of the DatabricksWorkspace; null if there is none
 * @param jobId Databricks' id of the job; null if it is not known
 * @param runId Databricks' id of the run; null if it is not known
 * @param attempt 0 for the original run; null if the line is about no run
 */
public record LogKeys(String workspace, String jobId, String runId, Integer attempt) {

  /** Puts into a line what is known. */
  LoggingEventBuilder into(LoggingEventBuilder line) {
    var more = put(put(put(line, "workspace", workspace), "jobId", jobId), "runId", runId);
    return put(more, "attempt", attempt);
  }

  private static LoggingEventBuilder put(LoggingEventBuilder line, String key, Object value) {
    return value == null ? line : line.addKeyValue(key, value);
  }
}
