/**
 * Our view of a Databricks workspace: the one door ({@link
 * io.databricksoperator.databricks.DatabricksApi}), immutable snapshots of what it returns, and
 * failures as values. No HTTP type leaves this room.
 *
 * <p>May import: text, the JDK and Jackson. Called by: workspace, effect, job, run, repair, metrics
 * and operator.
 */
package io.databricksoperator.databricks;
