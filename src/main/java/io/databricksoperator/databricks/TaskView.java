package io.databricksoperator.databricks;

import java.time.Instant;

/**
 * One attempt of one task (or of one for-each iteration) of a run (databricks-api.md 2.3, 6.4.17).
 *
 * @param runId the task run's own id
 * @param key the task key; repeats in a run, once per attempt
 * @param attempt Databricks' attempt number, from 0
 * @param state where it is and how it ended
 * @param started when it began; null if it has not
 * @param ended when it ended; null if it has not
 * @param url its page; empty where Databricks sent none
 * @param condition what a condition task found, "true" or "false"; empty for any other and while it
 *     has not been evaluated
 * @param forEach its iterations' figures when it is a for-each task, else null
 */
public record TaskView(
    long runId,
    String key,
    int attempt,
    RunState state,
    Instant started,
    Instant ended,
    String url,
    String condition,
    ForEach forEach) {

  /** Whether it failed by itself, rather than because something before it did. */
  public boolean failedItself() {
    return state.outcome() != null && state.outcome().failedItself();
  }

  /** Counts of a for-each task's iterations. */
  public record ForEach(int total, int succeeded, int failed) {}
}
