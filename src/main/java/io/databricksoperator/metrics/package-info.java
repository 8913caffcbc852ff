/**
 * Every meter of the product, its name and its tags, in one place (design 9). Workspaces are tags,
 * objects never are.
 *
 * <p>May import: databricks, job, run, Micrometer and the JDK. Called by: operator.
 */
package io.databricksoperator.metrics;
