package io.databricksoperator.scenarios;

import static io.databricksoperator.fixtures.World.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.SimulatedDatabricks;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is scraped after a job drifted and a run was repaired (design 9). */
class MetricsTest {

  @Test
  void everyMetricIsThereWithItsLabels() {
    try (var world = World.started()) {
      // Given
      world
          .databricks()
          .script(
              """
              {"job": "etl", "attempts": [
                {"result": "INTERNAL_ERROR", "code": "CLOUD_FAILURE", "type": "CLOUD_FAILURE"},
                {"result": "SUCCESS"}]}
              """);
      var progress = Progress.of(world);
      progress.job("etl", "repairPolicy: {}");
      progress.start("night", "etl", "");
      progress.end("night");
      var job = new WatchedJob(world, "etl");
      job.awaitSynced();
      job.edit("{\"timeout_seconds\": 99}");
      progress
          .by(Duration.ofSeconds(10))
          .until("the drift", () -> !job.events("DriftCorrected").isEmpty());

      // When
      var metrics = world.management("/metrics");

      // Then
      assertThat(metrics)
          .containsPattern(
              line(
                  "api_requests_total",
                  "endpoint=\"[^\"]*jobs/create\",outcome=\"ok\",workspace=\"team/main\"",
                  "1\\.0"))
          .containsPattern(
              line(
                  "api_request_seconds_count",
                  "endpoint=\"[^\"]*jobs/create\",workspace=\"team/main\"",
                  "1"))
          .containsPattern(line("api_in_flight", "workspace=\"team/main\"", "[0-9]"))
          .containsPattern(
              line(
                  "watcher_last_success_timestamp_seconds", "workspace=\"team/main\"", "[0-9.]+E9"))
          .containsPattern(line("active_runs", "workspace=\"team/main\"", "[01]\\.0"))
          .containsPattern(
              line("runs_finished_total", "outcome=\"succeeded\",workspace=\"team/main\"", "1\\.0"))
          .containsPattern(
              line("repairs_total", "decision=\"RepairStarted\",workspace=\"team/main\"", "1\\.0"))
          .containsPattern(
              line("drift_total", "action=\"corrected\",workspace=\"team/main\"", "1\\.0"));
      assertThat(metrics.lines().filter(l -> l.startsWith("# TYPE ")))
          .as("each says what it is")
          .hasSizeGreaterThan(8)
          .allSatisfy(l -> assertThat(metrics).contains("# HELP " + l.split(" ")[2] + " "))
          .allSatisfy(l -> assertThat(metrics).doesNotContain(l.split(" ")[2] + " \n"));
      assertThat(metrics.lines().filter(l -> l.startsWith("databricks_operator_")))
          .as("objects are no labels")
          .noneMatch(l -> l.contains("etl") || l.contains("night"));
      assertThat(metrics).doesNotContain(SimulatedDatabricks.TOKEN);
    }
  }

  @Test
  void theProbesSayWhetherItLivesAndIsReady() {
    try (var world = World.started()) {
      // Then
      assertThat(world.management("/livez")).isEqualTo("ok\n");
      await("all watches to be up").until(() -> world.management("/readyz").equals("ok\n"));
    }
  }

  private static String line(String name, String labels, String value) {
    return "(?m)^databricks_operator_" + name + "\\{" + labels + "} " + value;
  }
}
