package io.databricksoperator.demo;

import java.io.IOException;
import java.util.List;

/** What goes wrong in the demo: how the tasks of the quickstart's runs go, attempt by attempt. */
final class Trouble {

  /** Minutes of work, as such pipelines have; the simulator lets 20 of them pass in three. */
  private static final String DURATIONS =
      """
      {"defaultTaskSetup": "PT8S", "defaultTaskDuration": "PT32S"}
      """;

  private static final List<String> SCRIPTS =
      List.of(
          """
          {"job": "orders-medallion", "task": "quality", "attempts": [
            {"result": "SUCCESS", "values": {"bad_rows": 12}}]}
          """,
          """
          {"job": "orders-medallion", "task": "silver_orders",
           "parameters": {"date": "2026-11-21"},
           "attempts": [
             {"result": "FAILED", "code": "CLOUD_FAILURE", "type": "CLOUD_FAILURE", "duration": "PT45S",
              "message": "The cloud provider reclaimed the nodes of the cluster (SPOT_INSTANCE_TERMINATION)"},
             {"result": "SUCCESS", "duration": "PT45S"}]}
          """,
          """
          {"job": "orders-medallion", "task": "silver_customers",
           "parameters": {"date": "2026-11-22"},
           "attempts": [
             {"result": "FAILED", "duration": "PT20S",
              "error": "AnalysisException: A schema mismatch detected when writing to the Delta table prod.silver.customers: column loyalty_tier is STRING, was INT"},
             {"result": "SUCCESS"}]}
          """,
          """
          {"job": "churn-training", "task": "train", "attempts": [
            {"result": "FAILED", "code": "LIBRARY_INSTALLATION_ERROR", "duration": "PT0S",
             "message": "Library installation failed for library pypi lightgbm==4.5.0: the package index did not answer"},
            {"result": "SUCCESS", "duration": "PT90S"}]}
          """,
          """
          {"job": "churn-training", "task": "evaluate", "attempts": [
            {"result": "SUCCESS", "values": {"auc": 0.871, "model_version": 7}}]}
          """);

  private Trouble() {}

  /** Tells the simulator all of it. */
  static void prepare(Simulator simulator) throws IOException, InterruptedException {
    simulator.settings(DURATIONS);
    for (var script : SCRIPTS) {
      simulator.script(script);
    }
  }
}
