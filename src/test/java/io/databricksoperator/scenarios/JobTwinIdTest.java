package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.SimulatedDatabricks;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.WatchedWorkspace;
import io.databricksoperator.fixtures.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two workspaces count on their own: the same number is another job in each. */
class JobTwinIdTest {

  private World world;
  private SimulatedDatabricks second;

  @BeforeEach
  void start() {
    world = new World();
    second = new SimulatedDatabricks(world.clock(), 999);
    world.startOperator(world.databricks().url(), second.url());
    world.connect();
    new WatchedWorkspace(world, "second").secret("token", SimulatedDatabricks.TOKEN);
    WatchedWorkspace.applied(world, "second", second.url(), "requestsPerSecond: 100")
        .await("Ready", "True/Connected");
  }

  @AfterEach
  void stop() {
    world.close();
    second.close();
  }

  @Test
  void aRunByIdIsTheLastRunOnlyOfTheJobInItsWorkspace() {
    // Given
    var here = WatchedJob.ready(world, "here", "");
    world.apply(Manifests.jobIn("second", "there", ""));
    var there = new WatchedJob(world, "there");
    there.awaitSynced();
    assertThat(there.status().jobId()).isEqualTo(here.status().jobId());

    // When
    world.apply(
        """
        apiVersion: databricks-operator.io/v1beta1
        kind: DatabricksRun
        metadata: {name: by-id}
        spec:
          jobId: "%s"
          workspaceRef: {name: second}
        """
            .formatted(there.status().jobId()));
    there.awaitInTime(
        "the run",
        () ->
            there.status().lastRun() != null
                && there.status().lastRun().phase().equals("Succeeded"));

    // Then
    assertThat(there.status().lastRun().name()).isEqualTo("by-id");
    assertThat(here.status().lastRun()).isNull();
  }
}
