package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Phase;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.SimulatedDatabricks;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.WatchedWorkspace;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A workspace that swallows every call slows nobody else. Alone, since it counts threads. */
@Isolated
class SickWorkspaceTest {

  private static final int JOBS = 20;

  @Test
  void jobsAndRunsOfAnotherWorkspaceGoOnAsIfNothingWere() {
    try (var world = new World();
        var sick = new SimulatedDatabricks(world.clock())) {
      // Given
      world.startOperator(world.databricks().url(), sick.url());
      new WatchedWorkspace(world, "sick").secret("token", SimulatedDatabricks.TOKEN);
      WatchedWorkspace.applied(world, "sick", sick.url(), "requestsPerSecond: 100")
          .await("Ready", "True/Connected");
      world.connect();
      sick.fault("{\"route\": \"*\", \"blackhole\": true}");
      IntStream.range(0, JOBS).forEach(i -> world.apply(Manifests.jobIn("sick", "stuck-" + i, "")));
      World.await("calls that hang").until(() -> sick.ledger().path("calls").size() >= 8);
      var threads = Thread.activeCount();

      // When
      var begin = System.nanoTime();
      WatchedJob.ready(world, "well", "");
      var progress = Progress.of(world);
      progress.start("night", "well", "");
      progress.end("night");
      var took = Duration.ofNanos(System.nanoTime() - begin);

      // Then
      assertThat(progress.status("night").phase()).isEqualTo(Phase.Succeeded);
      assertThat(took).isLessThan(Duration.ofSeconds(10));
      assertThat(sick.ledger().path("calls").size())
          .as("calls in flight are bounded")
          .isLessThanOrEqualTo(10);
      assertThat(Thread.activeCount()).isLessThan(threads + 30);
    }
  }
}
