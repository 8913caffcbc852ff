/**
 * One Databricks job per DatabricksJob: created crash-safe, changed by reset, corrected when it
 * drifts, deleted.
 *
 * <p>May import: api, databricks, settings, repair, kube, time, workspace, effect, Fabric8, the
 * operator SDK, Jackson, SLF4J and the JDK. Called by: operator.
 */
package io.databricksoperator.job;
