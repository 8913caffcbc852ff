package io.databricksoperator.api;

/** Every condition type of every kind (design 2). */
public enum ConditionType {
  /**
   * The object is as its spec says: a connection that works, a job in place, a run that succeeded.
   */
  Ready,
  /** Workspaces: the credentials were accepted. */
  CredentialsValid,
  /** Workspaces: the host answers. */
  Reachable,
  /** Jobs: Databricks has what the manifest says. */
  Synced,
  /** Jobs: Databricks has something else than the manifest says; only while true. */
  Drifted,
  /** Runs: Databricks has the run. */
  Submitted,
  /** Runs: it ended well; only when true, as on a batch/v1 Job. */
  Complete,
  /** Runs: it ended in any other way; only when true, as on a batch/v1 Job. */
  Failed,
  /** Work is under way; only while true. */
  Reconciling,
  /** Nothing more happens until someone acts; only while true. */
  Stalled
}
