/**
 * What a job's settings mean: pure functions over the Jobs API's settings as JSON trees. What is
 * sent (Overlay, JobBody), what can never work (SettingsCheck), whose job it is (OwnerTag), and
 * whether Databricks still says what the manifest says (Normal, Drift, Baseline).
 *
 * <p>May import: text, re2j, the JDK and Jackson. Called by: job, run and the workspace's drift
 * sweep.
 */
package io.databricksoperator.settings;
