package io.databricksoperator.databricks;

/**
 * Where a run or task is in its life, in the words of the newer {@code status.state}
 * (databricks-api.md 3.2). A word we do not know counts as RUNNING: it has not ended.
 */
public enum Lifecycle {
  QUEUED,
  PENDING,
  BLOCKED,
  WAITING,
  RUNNING,
  TERMINATING,
  TERMINATED;

  /** Whether it has ended. */
  public boolean ended() {
    return this == TERMINATED;
  }
}
