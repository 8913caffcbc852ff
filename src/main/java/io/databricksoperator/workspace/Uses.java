package io.databricksoperator.workspace;

/**
 * How many objects use a workspace.
 *
 * @param jobs DatabricksJobs
 * @param openRuns DatabricksRuns that have not ended, started or not
 * @param activeRuns those of them that have a run in Databricks of their own
 */
public record Uses(int jobs, int openRuns, int activeRuns) {

  /** Whether nothing is left that could still have to be done there. */
  boolean none() {
    return jobs == 0 && openRuns == 0;
  }
}
