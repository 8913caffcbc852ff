/**
 * One run per DatabricksRun: started exactly once, watched, repaired by its policy, reported.
 *
 * <p>May import: api, databricks, settings, repair, kube, time, workspace, effect, Fabric8, the
 * operator SDK, Jackson, SLF4J and the JDK. Called by: operator.
 */
package io.databricksoperator.run;
