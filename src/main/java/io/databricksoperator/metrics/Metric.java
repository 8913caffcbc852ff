package io.databricksoperator.metrics;

/** Every meter of the product, and what is said of it where it is scraped. */
enum Metric {
  API_REQUESTS("api_requests", "Calls to Databricks."),
  API_REQUEST("api_request", "How long calls to Databricks took."),
  API_IN_FLIGHT("api_in_flight", "Calls to Databricks that are under way."),
  LAST_LOOK(
      "watcher_last_success_timestamp_seconds",
      "When the active runs were last looked at, while there are any."),
  ACTIVE_RUNS("active_runs", "Runs that are looked at."),
  RUNS_FINISHED("runs_finished", "DatabricksRuns that ended."),
  REPAIRS("repairs", "Decisions about repairs."),
  DRIFT("drift", "Jobs that were found to differ from their manifests.");

  private final String suffix;
  private final String help;

  Metric(String suffix, String help) {
    this.suffix = suffix;
    this.help = help;
  }

  /** The whole name, as far as it does not follow from the kind of meter. */
  String id() {
    return "databricks_operator_" + suffix;
  }

  /** What it counts or shows, in a sentence. */
  String help() {
    return help;
  }
}
