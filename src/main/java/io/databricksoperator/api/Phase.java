package io.databricksoperator.api;

/** Where a DatabricksRun is (design 2). */
public enum Phase {
  /** Not started in Databricks yet. */
  Pending,
  /** Databricks holds it back, usually for max_concurrent_runs. */
  Queued,
  /** Running in Databricks. */
  Running,
  /** Failed, and a repair is decided and waits for its time. */
  RepairPending,
  /** A repair is running. */
  Repairing,
  /** Ended well. */
  Succeeded,
  /** Ended badly, and nothing more is done about it. */
  Failed,
  /** Someone cancelled it. */
  Cancelled,
  /** It took longer than it may. */
  TimedOut,
  /** Databricks skipped it: nothing ran. */
  Skipped,
  /** It vanished from Databricks before its end was seen. */
  Lost;

  /** Whether nothing more happens by itself. */
  public boolean ended() {
    return switch (this) {
      case Succeeded, Failed, Cancelled, TimedOut, Skipped, Lost -> true;
      case Pending, Queued, Running, RepairPending, Repairing -> false;
    };
  }
}
