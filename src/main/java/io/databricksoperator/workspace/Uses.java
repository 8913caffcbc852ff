package io.databricksoperator.workspace;

/**
 * How many objects use a workspace.
 *
 * @param jobs DatabricksJobs
 * @param activeRuns DatabricksRuns whose run is active
 */
public record Uses(int jobs, int activeRuns) {}
