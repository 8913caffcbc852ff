/**
 * What the controllers share about Kubernetes: conditions, the one way to write a status,
 * finalizers, references between kinds, events, and what happens after an unexpected error. Knows
 * nothing of Databricks.
 *
 * <p>May import: api, text, time, Fabric8, the operator SDK, SLF4J and the JDK. Called by:
 * workspace, effect, job, run and operator.
 */
package io.databricksoperator.kube;
