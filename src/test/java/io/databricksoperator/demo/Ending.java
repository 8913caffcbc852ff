package io.databricksoperator.demo;

import io.databricksoperator.api.Phase;
import io.databricksoperator.api.Reason;
import java.util.List;
import java.util.Map;

/**
 * How a run of the quickstart has to end.
 *
 * @param run its name
 * @param phase where it ends
 * @param attempts how many executions there are, the original included
 * @param reason of its Ready condition
 * @param executions how often each task begins; a task that is not here must not begin
 * @param point what it shows, in a sentence
 */
record Ending(
    String run,
    Phase phase,
    int attempts,
    Reason reason,
    Map<String, Long> executions,
    String point) {

  /** How the three of them have to end. */
  static List<Ending> all() {
    return List.of(
        new Ending(
            "churn-2026-11-23",
            Phase.Succeeded,
            2,
            Reason.Succeeded,
            Map.of("features", 1L, "train", 2L, "evaluate", 1L, "good_enough", 1L, "register", 1L),
            "a library that could not be installed was tried once more"),
        new Ending(
            "orders-2026-11-21",
            Phase.Succeeded,
            2,
            Reason.Succeeded,
            Map.of(
                "bronze", 1L,
                "bronze_table", 3L,
                "silver_orders", 2L,
                "silver_customers", 1L,
                "silver_payments", 1L,
                "quality", 1L,
                "quality_ok", 1L,
                "gold_revenue", 1L,
                "gold_customers", 1L,
                "publish", 1L),
            "the cloud failed in the middle, and what had succeeded did not run again"),
        new Ending(
            "orders-2026-11-22",
            Phase.Failed,
            1,
            Reason.StoppedByRule,
            Map.of(
                "bronze", 1L,
                "bronze_table", 3L,
                "silver_orders", 1L,
                "silver_customers", 1L,
                "silver_payments", 1L),
            "a schema error is not repaired, a person has to look"));
  }
}
