/**
 * The pure decision whether a run that failed is repaired, when, and why (design 4).
 *
 * <p>Begin at {@link io.databricksoperator.repair.RepairChain}: it asks short checks in order about
 * the facts of a {@link io.databricksoperator.repair.RepairQuestion}; the first that knows answers
 * with a {@link io.databricksoperator.repair.Verdict}. {@link
 * io.databricksoperator.repair.FailedTasks} turns what Databricks shows into the evidence.
 *
 * <p>May import: api, databricks, text, time, re2j and the JDK. Called by: run.
 */
package io.databricksoperator.repair;
