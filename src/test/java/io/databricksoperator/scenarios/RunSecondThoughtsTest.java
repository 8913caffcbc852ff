package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Phase;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people change their minds about while a run goes on. */
class RunSecondThoughtsTest {

  private static final String CANCEL = "POST /api/2.2/jobs/runs/cancel";

  private static World world;
  private static Progress progress;

  @BeforeAll
  static void start() {
    world = World.started();
    progress = Progress.of(world).by(Duration.ofSeconds(5));
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
  void aCancelThatIsTakenBackIsStillACancel() {
    // Given
    world.databricks().script("{\"job\": \"long\", \"attempts\": [{\"duration\": \"PT2H\"}]}");
    world.databricks().setting("{\"cancelDelay\": \"PT1M\"}");
    progress.job("long", "");
    progress.start("regret", "long", "");
    progress.until("regret", Phase.Running);
    world.apply(Manifests.run("regret", "long", "cancel: true"));
    progress.until("the cancel", () -> world.databricks().calls(CANCEL) == 1);

    // When
    world.apply(Manifests.run("regret", "long", ""));
    var status = progress.end("regret");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Cancelled);
    assertThat(status.message()).contains("spec.cancel asked for it");
  }

  @Test
  void editsThatChangeNoDecisionAreNotTold() {
    // Given
    world.databricks().failing("edited", 1);
    progress.job("edited", "repairPolicy: {backoff: {initial: 10m}}");
    progress.start("edited", "edited", "");
    progress.until("edited", Phase.RepairPending);
    var counted = scheduledRepairs();

    // When
    for (int hours = 5; hours < 8; hours++) {
      world.apply(Manifests.run("edited", "edited", "timeoutSeconds: " + hours * 3600));
      var generation = world.run("edited").getMetadata().getGeneration();
      progress.until(
          "the edit to be seen", "edited", s -> generation.equals(s.observedGeneration()));
    }

    // Then
    assertThat(world.events("edited")).filteredOn(e -> e.contains("RepairScheduled")).hasSize(1);
    assertThat(scheduledRepairs()).isEqualTo(counted).startsWith("databricks_operator_repairs");
  }

  private static String scheduledRepairs() {
    return world
        .management("/metrics")
        .lines()
        .filter(line -> line.contains("decision=\"RepairScheduled\""))
        .collect(Collectors.joining());
  }

  @Test
  void whoWaitsForTheEndOfARunThatWasEditedAfterItIsNotLeftWaiting() {
    // Given
    progress.job("done", "");
    progress.start("done", "done", "");
    progress.until("done", Phase.Succeeded);

    // When
    world.apply(Manifests.run("done", "done", "timeoutSeconds: 7200"));
    var status = progress.until("the edit to be seen", "done", s -> s.observedGeneration() == 2);

    // Then
    assertThat(status.conditions())
        .isNotEmpty()
        .allSatisfy(condition -> assertThat(condition.getObservedGeneration()).isEqualTo(2));
  }

  @Test
  void aTimeLimitOfALateStartCountsFromTheStart() {
    // Given
    world.apply(Manifests.run("tardy", "tardy", "timeoutSeconds: 600"));
    progress.pass(Duration.ofMinutes(9));
    world.databricks().script("{\"job\": \"tardy\", \"attempts\": [{\"duration\": \"PT5M\"}]}");

    // When
    progress.job("tardy", "");
    var status = progress.end("tardy");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(world.databricks().effects("RunCancelled", status.runId())).isZero();
  }

  @Test
  void twoNamesOfOneWorkspaceDoNotMakeTwoOwnersOfAKey() {
    // Given
    world.databricks().script("{\"job\": \"shared\", \"attempts\": [{\"duration\": \"PT1H\"}]}");
    progress.job("shared", "");
    world.apply(
        Manifests.workspace(
            "other",
            world.databricks().url(),
            "{token: {secretRef: {name: dbx, key: token}}}",
            ""));
    var run =
        """
        apiVersion: databricks-operator.io/v1beta1
        kind: DatabricksRun
        metadata: {name: %s}
        spec: {workspaceRef: {name: %s}, jobId: "%s", key: monday}
        """;
    var jobId = world.job("shared").getStatus().jobId();
    world.apply(run.formatted("older", "main", jobId));
    var runId = progress.until("a start", "older", s -> s.runId() != null).runId();
    world.advance(Duration.ofSeconds(2));

    // When
    world.apply(run.formatted("younger", "other", jobId));
    progress.until("the other's run to be shown", "younger", s -> s.runId() != null);

    // Then
    assertThat(progress.status("younger").runId()).isEqualTo(runId);
    assertThat(Shown.of(world.run("younger")).brief("Submitted")).isEqualTo("True/KeyInUse");

    // When
    world.delete(world.run("younger"));
    progress.until("it to go", () -> world.run("younger") == null);

    // Then
    assertThat(world.databricks().effects("RunCancelled", runId)).isZero();
  }
}
