package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.SimulatedDatabricks;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.World;
import io.databricksoperator.settings.OwnerTag;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job that another installation took over is its own, whatever else happens to the object. */
class JobClaimTest {

  private static final String NEVER_WORKS =
      "[{task_key: a, job_cluster_key: no, notebook_task: {notebook_path: /x}}]";

  private World world;

  @BeforeEach
  void start() {
    world = World.started();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void itIsLeftAlone() {
    // Given
    var job = taken("taken");
    var id = job.status().jobId();

    // When
    world.apply(Manifests.job("taken", "  timeout_seconds: 9"));
    job.await(
        "the new manifest to be seen",
        () -> Long.valueOf(2).equals(job.status().observedGeneration()));
    world.delete(job.object());
    job.awaitGone();

    // Then
    assertThat(writes()).isEmpty();
    assertThat(job.events("OwnedByAnother"))
        .anyMatch(event -> event.contains("without deleting job " + id));
  }

  @Test
  void whenItComesBackItIsKeptAgain() {
    // Given
    var job = WatchedJob.ready(world, "returned", "");
    var own = tag(job);
    take(job);

    // When
    tag(job, own);
    world.advance(Duration.ofMinutes(5));

    // Then
    job.awaitSynced();
    assertThat(job.shown("Stalled")).isEqualTo("absent");
  }

  @Test
  void aManifestThatCanNeverWorkDoesNotMakeItOursAgain() {
    // Given
    var job = taken("broken");
    var id = job.status().jobId();
    world.apply(Manifests.job("broken", NEVER_WORKS, ""));
    job.awaitShown("Stalled", "True/InvalidSettings");

    // When
    world.delete(job.object());
    job.awaitGone();

    // Then
    assertThat(writes()).isEmpty();
    assertThat(job.events("OwnedByAnother"))
        .anyMatch(event -> event.contains("without deleting job " + id));
  }

  @Test
  void aWorkspaceThatCouldNotBeUsedDoesNotMakeItOursAgain() {
    // Given
    var job = taken("shut");
    world.databricks().token("{\"revoke\": \"%s\"}".formatted(SimulatedDatabricks.TOKEN));
    world.advance(Duration.ofMinutes(5));
    job.awaitShown("Synced", "False/WorkspaceNotReady");
    world.apply(Manifests.job("shut", "  timeout_seconds: 9"));
    job.await(
        "the new manifest to be seen",
        () -> Long.valueOf(2).equals(job.status().observedGeneration()));

    // When
    world
        .databricks()
        .token("{\"token\": \"dapi-new-0123456789abcdef\", \"user\": \"someone@example.com\"}");
    world.apply(Manifests.secret("dapi-new-0123456789abcdef"));
    job.awaitInTime("a look", () -> job.shown("Synced").equals("False/OwnedByAnother"));

    // Then
    assertThat(writes()).isEmpty();
    assertThat(job.shown("Stalled")).isEqualTo("True/OwnedByAnother");
  }

  @Test
  void aTakeoverThatNobodySawYetIsSeenBeforeADeletion() {
    // Given
    var job = WatchedJob.ready(world, "unseen", "");
    var id = job.status().jobId();
    tag(job, foreign("unseen"));
    world.databricks().forgetLedger();

    // When
    world.delete(job.object());
    job.awaitGone();

    // Then
    assertThat(writes()).isEmpty();
    assertThat(job.events("OwnedByAnother")).singleElement().asString().contains("job " + id);
  }

  @Test
  void aJobWithoutOurTagIsLeftBehindAndNamed() {
    // Given
    var job = WatchedJob.ready(world, "bare", "");
    var id = job.status().jobId();
    job.edit("{\"tags\": {\"team\": \"data\"}}");
    world.databricks().forgetLedger();

    // When
    world.delete(job.object());
    job.awaitGone();

    // Then
    assertThat(writes()).isEmpty();
    assertThat(job.events("Orphaned")).singleElement().asString().contains("job " + id, "tag");
  }

  @Test
  void aTakenOverJobThatLosesItsTagIsNobodysUntilOursIsBack() {
    // Given
    var job = WatchedJob.ready(world, "lost", "");
    var own = tag(job);
    take(job);
    job.edit("{\"tags\": {\"team\": \"data\"}}");

    // When
    world.apply(Manifests.job("lost", "  timeout_seconds: 9"));
    job.await(
        "the new manifest to be seen",
        () -> Long.valueOf(2).equals(job.status().observedGeneration()));

    // Then
    assertThat(job.shown("Stalled")).isEqualTo("True/OwnedByAnother");
    assertThat(writes()).isEmpty();

    // When
    tag(job, own);
    job.awaitInTime("our tag to be seen", () -> job.shown("Synced").startsWith("True/"));

    // Then
    assertThat(job.live().path("timeout_seconds").asInt()).isEqualTo(9);
  }

  /** A job that another installation was seen to have taken over. */
  private WatchedJob taken(String name) {
    var job = WatchedJob.ready(world, name, "");
    take(job);
    return job;
  }

  /** Another installation takes it, and that is seen; from here on calls count. */
  private void take(WatchedJob job) {
    tag(job, foreign(job.name()));
    world.advance(Duration.ofMinutes(5));
    job.awaitShown("Stalled", "True/OwnedByAnother");
    world.databricks().forgetLedger();
  }

  private static String foreign(String name) {
    return OwnerTag.of("elsewhere", World.NAMESPACE, name).value();
  }

  private static String tag(WatchedJob job) {
    return job.live().path("tags").path(OwnerTag.NAME).asText();
  }

  private static void tag(WatchedJob job, String owner) {
    job.edit("{\"tags\": {\"%s\": \"%s\"}}".formatted(OwnerTag.NAME, owner));
  }

  /** What the operator wrote; a person's edits go by update. */
  private List<String> writes() {
    return world.databricks().ledger().path("calls").findValuesAsText("route").stream()
        .filter(route -> route.matches(".*/jobs/(create|reset|delete)"))
        .toList();
  }
}
