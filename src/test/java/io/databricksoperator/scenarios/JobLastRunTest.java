package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A job tells how its newest DatabricksRun is doing. */
class JobLastRunTest {

  private static World world;

  @BeforeAll
  static void start() {
    world = World.started();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void theNewestRunIsShownWhetherItNamesTheJobOrItsId() {
    // Given
    var job = WatchedJob.ready(world, "etl", "");
    assertThat(job.status().lastRun()).isNull();

    // When
    world.apply(Manifests.run("by-name", "etl", ""));
    job.awaitInTime("the first run", () -> shows(job, "by-name", "Succeeded"));

    // Then
    assertThat(job.status().lastRun().runId()).isEqualTo(world.run("by-name").getStatus().runId());
    assertThat(job.status().lastRun().startTime()).isNotNull();
    assertThat(job.status().lastRun().endTime()).isNotNull();

    // When
    world
        .databricks()
        .script(
            "{\"job\": \"etl\", \"attempts\": [{\"result\": \"FAILED\", \"error\": \"no rows\"}]}");
    world.advance(Duration.ofSeconds(5));
    world.apply(
        """
        apiVersion: databricks-operator.io/v1beta1
        kind: DatabricksRun
        metadata: {name: by-id}
        spec:
          jobId: "%s"
          workspaceRef: {name: main}
        """
            .formatted(job.status().jobId()));
    job.awaitInTime("the second run", () -> shows(job, "by-id", "Failed"));

    // Then
    assertThat(job.status().lastRun().message()).contains("only").contains("no rows");
    assertThat(job.shown("Ready")).startsWith("True/");
  }

  @Test
  void aDeletedRunGivesWayToTheOneBefore() {
    // Given
    var job = WatchedJob.ready(world, "two", "");
    world.apply(Manifests.run("older", "two", ""));
    job.awaitInTime("the first run", () -> shows(job, "older", "Succeeded"));
    world.apply(Manifests.run("younger", "two", ""));
    job.awaitInTime("the second run", () -> shows(job, "younger", "Succeeded"));

    // When
    world.delete(world.run("younger"));

    // Then
    job.await("the first run again", () -> shows(job, "older", "Succeeded"));
  }

  private static boolean shows(WatchedJob job, String run, String phase) {
    var last = job.status().lastRun();
    return last != null && last.name().equals(run) && last.phase().equals(phase);
  }
}
