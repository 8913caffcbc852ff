package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.SimulatedDatabricks;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.WatchedWorkspace;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a workspace says of those that use it, and what is left of it once nobody does. */
class WorkspaceUsesTest {

  private World world;
  private WatchedWorkspace workspace;

  @BeforeEach
  void start() {
    world = new World();
    world.startOperator();
    workspace = WatchedWorkspace.connected(world, "w", "requestsPerSecond: 100");
    world.databricks().script("{\"job\": \"long\", \"attempts\": [{\"duration\": \"PT3H\"}]}");
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
  void onlyRunsThatWereStartedCountAsActiveAndEachOnce() {
    // Given
    job("long");
    var progress = Progress.of(world);
    progress.start("first", "long", "key: k");
    progress.start("copy", "long", "key: k");
    world
        .databricks()
        .token(
            "{\"forbid\": \"%s\", \"routes\": \"POST /api/2.2/jobs/run-now\"}"
                .formatted(SimulatedDatabricks.TOKEN));

    // When
    world.apply(Manifests.run("refused", "long", ""));
    progress.until("the refusal", () -> world.databricks().calls("POST /api/2.2/jobs/run-now") > 1);
    progress.by(Duration.ofSeconds(10)).pass(Duration.ofMinutes(3));

    // Then
    assertThat(progress.status("copy").runId()).isEqualTo(progress.status("first").runId());
    assertThat(progress.status("refused").runId()).isNull();
    assertThat(workspace.status().activeRuns()).isEqualTo(1);
    assertThat(workspace.status().jobs()).isEqualTo(1);
  }

  @Test
  void ofAWorkspaceThatIsGoneWithAllThatUsedItNothingIsKeptOrTold() {
    // Given
    var job = job("short");
    var progress = Progress.of(world);
    progress.start("night", "short", "");
    progress.end("night");
    progress.until("it to be told", () -> metrics().contains("active_runs{workspace=\"team/w\"}"));

    // When
    world.delete(world.run("night"));
    world.delete(job.object());
    progress.until("all to be gone", () -> job.object() == null && world.run("night") == null);
    world.delete(world.workspace("w"));
    progress.until("it to be forgotten", () -> !metrics().contains("\"team/w\""));
    world.databricks().forgetLedger();
    progress.by(Duration.ofMinutes(1)).pass(Duration.ofMinutes(20));

    // Then
    assertThat(metrics()).doesNotContain("\"team/w\"");
    assertThat(world.databricks().ledger().path("calls")).isEmpty();

    // When
    WatchedWorkspace.connected(world, "w", "driftInterval: 1m");
    job("again");
    progress.pass(Duration.ofMinutes(2));

    // Then
    assertThat(world.databricks().calls("GET /api/2.2/jobs/list")).isGreaterThan(1);
  }

  private String metrics() {
    return world.management("/metrics");
  }
}
