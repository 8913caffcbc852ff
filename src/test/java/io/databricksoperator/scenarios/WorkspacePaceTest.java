package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.WatchedWorkspace;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a workspace says about pace is what Databricks sees. */
class WorkspacePaceTest {

  private static final String LIST_JOBS = "GET /api/2.2/jobs/list";
  private static final String LIST_RUNS = "GET /api/2.2/jobs/runs/list";

  private World world;

  @BeforeEach
  void start() {
    world = new World();
    world.startOperator();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private WatchedJob job(String name) {
    world.apply(Manifests.jobIn("w", name, ""));
    var job = new WatchedJob(world, name);
    job.awaitSynced();
    return job;
  }

  @Test
  void noSecondSeesMoreRequestsThanAllowed() {
    // Given
    WatchedWorkspace.connected(world, "w", "requestsPerSecond: 5");

    // When
    IntStream.range(0, 5).forEach(i -> world.apply(Manifests.jobIn("w", "job-" + i, "")));
    IntStream.range(0, 5).forEach(i -> new WatchedJob(world, "job-" + i).awaitSynced());

    // Then
    var times =
        StreamSupport.stream(world.databricks().ledger().path("calls").spliterator(), false)
            .map(call -> Instant.parse(call.path("time").asText()))
            .sorted()
            .toList();
    assertThat(times).hasSizeGreaterThanOrEqualTo(15);
    // A call may arrive a little later than it was let go.
    assertThat(IntStream.range(0, times.size() - 5))
        .allSatisfy(
            i ->
                assertThat(Duration.between(times.get(i), times.get(i + 5)))
                    .isGreaterThan(Duration.ofMillis(700)));
  }

  @Test
  void activeRunsAreLookedAtOncePerPollInterval() {
    // Given
    WatchedWorkspace.connected(world, "w", "requestsPerSecond: 100\npollInterval: 30s");
    world.databricks().script("{\"job\": \"etl\", \"attempts\": [{\"duration\": \"PT2H\"}]}");
    job("etl");
    world.apply(Manifests.run("night", "etl", ""));
    Progress.of(world).until("a look", () -> world.databricks().calls(LIST_RUNS) > 0);
    var before = world.databricks().calls(LIST_RUNS);

    // When
    Progress.of(world).pass(Duration.ofMinutes(5));

    // Then
    assertThat(world.databricks().calls(LIST_RUNS) - before).isBetween(8, 10);
  }

  @Test
  void jobsAreComparedOncePerDriftInterval() {
    // Given
    WatchedWorkspace.connected(world, "w", "requestsPerSecond: 100\ndriftInterval: 1m");
    job("etl");
    var before = world.databricks().calls(LIST_JOBS);

    // When
    Progress.of(world).pass(Duration.ofMinutes(5));

    // Then
    assertThat(world.databricks().calls(LIST_JOBS) - before).isBetween(4, 5);
    assertThat(world.databricks().calls("GET /api/2.2/jobs/get")).isEqualTo(1);
  }

  @Test
  void shorterIntervalsCountAtOnce() {
    // Given
    world.databricks().script("{\"job\": \"etl\", \"attempts\": [{\"duration\": \"PT20H\"}]}");
    var slow = "requestsPerSecond: 100\ndriftInterval: 24h\npollInterval: 1h";
    WatchedWorkspace.connected(world, "w", slow);
    job("etl");
    world.apply(Manifests.run("night", "etl", ""));
    Progress.of(world).until("a look", () -> world.databricks().calls(LIST_RUNS) > 0);
    world.databricks().forgetLedger();

    // When
    var quick = "requestsPerSecond: 100\ndriftInterval: 10s\npollInterval: 10s";
    WatchedWorkspace.applied(world, "w", world.databricks().url(), quick);
    Progress.of(world).pass(Duration.ofMinutes(2));

    // Then
    assertThat(world.databricks().calls(LIST_JOBS)).isBetween(8, 12);
    assertThat(world.databricks().calls(LIST_RUNS)).isBetween(8, 12);
  }

  @Test
  void aDeletionWaitsForTheWorkspaceUntilItsDeadlineAndThenLetsGo() {
    // Given
    WatchedWorkspace.connected(world, "w", "requestsPerSecond: 100\ndeletionDeadline: 10m");
    var job = job("etl");
    var id = job.status().jobId();
    world.databricks().fault("{\"route\": \"*\", \"status\": 503}");

    // When
    var begin = world.clock().instant();
    world.delete(job.object());
    Progress.of(world)
        .by(Duration.ofSeconds(5))
        .until("the object to go", () -> job.object() == null);

    // Then
    assertThat(Duration.between(begin, world.clock().instant()))
        .isBetween(Duration.ofMinutes(10).minusSeconds(1), Duration.ofMinutes(11));
    assertThat(job.events("Orphaned"))
        .singleElement()
        .asString()
        .contains("job " + id, "deletionDeadline");
    assertThat(world.databricks().effects("JobDeleted")).isZero();
  }
}
