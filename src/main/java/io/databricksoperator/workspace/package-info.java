/**
 * Connections: checks a DatabricksWorkspace, keeps its credentials fresh, and hands the open door
 * to jobs and runs.
 *
 * <p>May import: api, databricks, kube, time, Fabric8, the operator SDK, SLF4J and the JDK.
 *
 * <p>Called by: effect, job, run and operator.
 */
package io.databricksoperator.workspace;
