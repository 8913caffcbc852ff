/**
 * The only place that speaks HTTP to Databricks: OkHttp, host rules, tokens, budgets, and the
 * mapping of answers to {@link io.databricksoperator.databricks.Answer}.
 *
 * <p>May import: databricks, text, OkHttp, Jackson, re2j, SLF4J and the JDK. Called by: operator
 * (wiring) and workspace (through {@link io.databricksoperator.databricks.DatabricksApi}).
 */
package io.databricksoperator.databricks.rest;
