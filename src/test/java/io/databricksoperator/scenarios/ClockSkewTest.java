package io.databricksoperator.scenarios;

import static io.databricksoperator.fixtures.World.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Phase;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Databricks' clock and ours are never the same. */
class ClockSkewTest {

  private static final String LIST_RUNS = "GET /api/2.2/jobs/runs/list";

  @Test
  void aRepairWaitsAsLongAsThePolicySaysThoughDatabricksClockIsAhead() {
    try (var world = World.started()) {
      // Given
      world
          .databricks()
          .script(
              """
              {"job": "etl", "attempts": [
                {"result": "FAILED", "code": "CLOUD_FAILURE", "duration": "PT2S"},
                {"result": "SUCCESS", "duration": "PT2S"}]}
              """);
      world.apply(Manifests.job("etl", "repairPolicy: {}"));
      await("the job to be ready").until(() -> Shown.of(world.job("etl")).isTrue("Ready"));
      world.databricks().goAhead(Duration.ofMinutes(10));

      // When
      world.apply(Manifests.run("night", "etl", ""));
      await("the failure").until(() -> reaches(world, Phase.RepairPending));
      var wait =
          Duration.between(
              world.clock().instant(),
              Instant.parse(world.run("night").getStatus().nextRepairTime()));
      await("the end").until(() -> reaches(world, Phase.Succeeded));

      // Then
      assertThat(wait).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(37));
      assertThat(world.databricks().effects("RunRepaired")).isEqualTo(1);
    }
  }

  @Test
  void aClockThatIsSetBackStopsNoLook() {
    try (var world = World.started()) {
      // Given
      world
          .databricks()
          .script(
              "{\"job\": \"etl\", \"attempts\": [{\"result\": \"SUCCESS\", \"duration\":"
                  + " \"PT3H\"}]}");
      var progress = Progress.of(world);
      progress.job("etl", "");
      progress.start("night", "etl", "");
      progress.until("a look", () -> world.databricks().calls(LIST_RUNS) > 0);

      // When
      world.advance(Duration.ofHours(-1));
      world.databricks().forgetLedger();
      progress.pass(Duration.ofMinutes(7));

      // Then
      assertThat(world.databricks().calls(LIST_RUNS)).isGreaterThan(20);
      assertThat(world.databricks().calls("GET /api/2.2/jobs/list")).isPositive();
      assertThat(world.databricks().calls("GET /api/2.0/preview/scim/v2/Me")).isPositive();
    }
  }

  private static boolean reaches(World world, Phase phase) {
    world.advance(Duration.ofSeconds(2));
    var status = world.run("night").getStatus();
    return status != null && status.phase() == phase;
  }
}
