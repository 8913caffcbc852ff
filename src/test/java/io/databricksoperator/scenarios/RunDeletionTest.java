package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Phase;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Deleting the object of a run ends the run in Databricks, unless it says otherwise. */
class RunDeletionTest {

  private static final String CANCEL = "POST /api/2.2/jobs/runs/cancel";

  private static World world;
  private static Progress progress;

  @BeforeAll
  static void start() {
    world = World.started();
    progress = Progress.of(world);
    world.databricks().script("{\"job\": \"long\", \"attempts\": [{\"duration\": \"PT2H\"}]}");
    progress.job("long", "");
  }

  @AfterEach
  void heal() {
    world.databricks().heal();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void anActiveRunIsCancelled() {
    // Given
    var runId = progress.start("a", "long", "").runId();

    // When
    deleteAndWait("a");

    // Then
    assertThat(world.databricks().effects("RunCancelled", runId)).isEqualTo(1);
    assertThat(world.databricks().calls(CANCEL, runId)).hasSize(1);
  }

  @Test
  void anActiveRunThatIsAbandonedGoesOn() {
    // Given
    var runId = progress.start("b", "long", "deletionPolicy: Abandon").runId();

    // When
    deleteAndWait("b");

    // Then
    assertThat(world.databricks().calls(CANCEL, runId)).isEmpty();
    assertThat(state(runId)).isIn("QUEUED", "PENDING", "RUNNING");
  }

  @Test
  void aRunThatEndedCostsNoCall() {
    // Given
    progress.job("short", "");
    progress.start("c", "short", "");
    progress.until("c", Phase.Succeeded);
    progress.released("c");
    world.databricks().forgetLedger();

    // When
    deleteAndWait("c");
    progress.pass(Duration.ofSeconds(30));

    // Then
    assertThat(world.databricks().ledger().path("calls"))
        .noneMatch(call -> call.path("route").asText().contains("/runs/"));
  }

  @Test
  void aCancelThatFailsKeepsTheObjectAndSaysSo() {
    // Given
    var runId = progress.start("d", "long", "").runId();
    world
        .databricks()
        .fault("{\"route\": \"%s\", \"status\": 503, \"times\": 3}".formatted(CANCEL));

    // When
    world.delete(world.run("d"));

    // Then
    progress
        .by(Duration.ofMillis(20))
        .until(
            "words",
            () -> world.run("d") == null || progress.status("d").message().contains("waits"));
    assertThat(world.run("d")).isNotNull();
    progress.until("the object to go", () -> world.run("d") == null);
    assertThat(world.databricks().effects("RunCancelled", runId)).isEqualTo(1);
  }

  @Test
  void aRunWhoseStartIsInDoubtIsFoundAndCancelled() {
    // Given
    long before = world.databricks().effects("RunStarted");
    world
        .databricks()
        .fault("{\"route\": \"POST /api/2.2/jobs/run-now\", \"drop\": \"after\", \"times\": 2}");
    world.apply(Manifests.run("e", "long", ""));
    World.await("a start").until(() -> world.databricks().effects("RunStarted") == before + 1);

    // When
    deleteAndWait("e");

    // Then
    assertThat(world.databricks().effects("RunStarted")).isEqualTo(before + 1);
    assertThat(world.databricks().ledger().path("effects"))
        .filteredOn(e -> e.path("kind").asText().equals("RunCancelled"))
        .last()
        .satisfies(
            cancelled ->
                assertThat(state(cancelled.path("runId").asText()))
                    .isIn("TERMINATING", "TERMINATED"));
  }

  @Test
  void aRunThatWasNeverStartedGoesAtOnce() {
    // Given
    world.apply(Manifests.run("f", "no-such-job", ""));
    progress.until("f", Phase.Pending);

    // When
    deleteAndWait("f");

    // Then
    assertThat(world.events("f")).noneMatch(e -> e.contains("Orphaned"));
  }

  @Test
  void aRunThatCannotBeReachedIsLetGoOnDemandAndNamesWhatStays() {
    // Given
    var runId = progress.start("g", "long", "").runId();
    world.databricks().fault("{\"route\": \"%s\", \"status\": 503}".formatted(CANCEL));
    world.delete(world.run("g"));
    progress.until("words", () -> progress.status("g").message().contains("deletion waits"));

    // When
    world
        .client()
        .resource(world.run("g"))
        .edit(
            run -> {
              run.getMetadata()
                  .setAnnotations(Map.of("databricks-operator.io/force-orphan", "true"));
              return run;
            });
    progress.until("the object to go", () -> world.run("g") == null);

    // Then
    assertThat(world.events("g"))
        .anyMatch(e -> e.startsWith("Warning Orphaned") && e.contains(runId));
  }

  private static void deleteAndWait(String run) {
    world.delete(world.run(run));
    progress.until("run " + run + " to go", () -> world.run(run) == null);
  }

  private static String state(String runId) {
    return world
        .databricks()
        .get("/api/2.2/jobs/runs/get?run_id=" + runId)
        .path("status")
        .path("state")
        .asText();
  }
}
