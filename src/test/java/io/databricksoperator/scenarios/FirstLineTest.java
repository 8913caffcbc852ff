package io.databricksoperator.scenarios;

import static io.databricksoperator.fixtures.World.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Phase;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The main line: a manifest becomes a job, a failed run repairs itself, the status comes back. */
class FirstLineTest {

  @Test
  void aManifestBecomesAJobAndAFailedRunRepairsItself() {
    try (var world = World.started()) {
      // Given
      world
          .databricks()
          .script(
              """
              {"job": "etl", "task": "load", "attempts": [
                {"result": "FAILED", "code": "CLOUD_FAILURE", "type": "CLOUD_FAILURE",
                 "message": "The node was reclaimed", "duration": "PT10S"},
                {"result": "SUCCESS", "duration": "PT10S"}]}
              """);
      world.apply(
          Manifests.job(
              "etl",
              "[{task_key: extract, notebook_task: {notebook_path: /e}},"
                  + " {task_key: load, depends_on: [{task_key: extract}],"
                  + " notebook_task: {notebook_path: /l}}]",
              "repairPolicy: {}"));
      await("the job to be ready").until(() -> Shown.of(world.job("etl")).isTrue("Ready"));

      // When
      world.apply(Manifests.run("night", "etl", ""));
      await("the run to be started")
          .until(
              () ->
                  world.run("night").getStatus() != null
                      && world.run("night").getStatus().runId() != null);
      await("the end")
          .until(
              () -> {
                world.advance(Duration.ofSeconds(5));
                var phase = world.run("night").getStatus().phase();
                return phase.ended();
              });

      // Then
      var status = world.run("night").getStatus();
      assertThat(status.phase()).isEqualTo(Phase.Succeeded);
      assertThat(status.attempts()).hasSize(2);
      assertThat(world.databricks().effects("RunRepaired")).isEqualTo(1);
    }
  }
}
