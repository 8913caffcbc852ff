package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Names;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.SimulatedDatabricks;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job whose workspace is missing, does not work, or is another one. */
class JobWorkspaceTest {

  private static final String OTHER =
      """
      {"route": "GET /api/2.0/preview/scim/v2/Me", "status": 200,
       "headers": {"X-Databricks-Org-Id": "999"}, "body": {"userName": "someone@example.com"}}
      """;

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

  @Test
  void withoutAWorkspaceAJobWaitsAndSaysSo() {
    // When
    world.apply(Manifests.job("early", ""));
    var job = new WatchedJob(world, "early");
    job.awaitShown("Ready", "False/WorkspaceNotFound");

    // Then
    assertThat(job.message("Ready")).contains("main");
    assertThat(job.shown("Reconciling")).isEqualTo("True/WorkspaceNotFound");
    assertThat(job.shown("Stalled")).isEqualTo("absent");

    // When
    world.connect();

    // Then
    job.awaitSynced();
  }

  @Test
  void withAWorkspaceThatHasNoSecretAJobWaitsAndSaysWhy() {
    // When
    world.apply(Manifests.workspace(world.databricks().url()));
    world.apply(Manifests.job("waiting", ""));
    var job = new WatchedJob(world, "waiting");
    job.awaitShown("Ready", "False/WorkspaceNotReady");

    // Then
    assertThat(job.message("Ready")).contains("SecretNotFound").contains("dbx");

    // When
    world.apply(Manifests.secret(SimulatedDatabricks.TOKEN));
    job.awaitInTime("the job", () -> job.shown("Ready").startsWith("True/"));

    // Then
    assertThat(job.events("WorkspaceNotReady")).hasSize(1);
  }

  @Test
  void aWorkspaceThatComesBackHealsItsJobsWithoutAWrite() {
    // Given
    world.connect();
    var job = WatchedJob.ready(world, "patient", "");
    world.delete(world.workspace());
    job.awaitShown("Ready", "False/WorkspaceNotFound");
    world.databricks().forgetLedger();

    // When
    world.connect();
    job.awaitSynced();

    // Then
    assertThat(world.databricks().calls("POST /api/2.2/jobs/reset")).isZero();
    assertThat(world.databricks().jobs()).hasSize(1);
  }

  @Test
  void whenAnotherWorkspaceAnswersNothingIsWrittenThere() {
    // Given
    world.connect();
    var job = WatchedJob.ready(world, "moved", "");
    world.databricks().fault(OTHER);
    world.databricks().forgetLedger();

    // When
    world.advance(Duration.ofMinutes(10));
    job.awaitInTime(
        "the change to be seen", () -> job.shown("Synced").equals("False/WorkspaceNotReady"));
    world.apply(Manifests.job("moved", "  timeout_seconds: 9"));
    job.await(
        "the new manifest to be seen",
        () -> Long.valueOf(2).equals(job.status().observedGeneration()));

    // Then
    assertThat(job.message("Synced")).contains("WorkspaceChanged").contains("999");
    assertThat(world.databricks().calls("POST /api/2.2/jobs/reset")).isZero();

    // When
    world.databricks().heal();
    job.awaitInTime("the job", () -> job.shown("Ready").startsWith("True/"));
    job.awaitSynced();

    // Then
    assertThat(job.live().path("timeout_seconds").asInt()).isEqualTo(9);
  }

  @Test
  void whenAnotherWorkspaceAnswersNothingIsDeletedThere() {
    // Given
    world.connect();
    var job = WatchedJob.ready(world, "moved", "");
    world.databricks().fault(OTHER);
    world.advance(Duration.ofMinutes(10));
    job.awaitInTime(
        "the change to be seen", () -> job.shown("Synced").equals("False/WorkspaceNotReady"));

    // When
    world.delete(job.object());
    job.awaitShown("Ready", "False/DeletionBlocked");

    // Then
    assertThat(job.message("Ready")).contains("999").contains(Names.FORCE_ORPHAN);
    assertThat(world.databricks().calls("POST /api/2.2/jobs/delete")).isZero();

    // When
    world.databricks().heal();
    job.awaitInTime("the end", () -> job.object() == null);

    // Then
    assertThat(world.databricks().jobs()).isEmpty();
  }

  @Test
  void whoMakesTheWorkspaceAnewForAnotherOneIsToldThatTheJobStayedBehind() {
    // Given
    world.connect();
    var job = WatchedJob.ready(world, "stranded", "");
    world.delete(world.workspace());
    job.awaitShown("Ready", "False/WorkspaceNotFound");
    world.databricks().fault(OTHER);

    // When
    world.apply(Manifests.workspace(world.databricks().url()));
    job.awaitShown("Ready", "False/WorkspaceChanged");

    // Then
    assertThat(job.shown("Stalled")).isEqualTo("True/WorkspaceChanged");
    assertThat(job.message("Ready")).contains("999").contains(job.status().workspaceId());
    world.databricks().forgetLedger();
    world.advance(Duration.ofMinutes(6));
    world.delete(job.object());
    job.awaitGone();
    assertThat(world.databricks().calls("POST /api/2.2/jobs/delete")).isZero();
    assertThat(job.events("Orphaned")).hasSize(1);
  }

  @Test
  void revokedCredentialsAreToldAndNewOnesHeal() {
    // Given
    world.connect();
    var job = WatchedJob.ready(world, "shut", "");
    world.databricks().token("{\"revoke\": \"%s\"}".formatted(SimulatedDatabricks.TOKEN));

    // When
    world.advance(Duration.ofMinutes(5));
    job.awaitShown("Synced", "False/WorkspaceNotReady");

    // Then
    assertThat(job.message("Synced")).contains("CredentialsRefused");
    assertThat(job.shown("Ready")).startsWith("True/");
    world
        .databricks()
        .token("{\"token\": \"dapi-new-0123456789abcdef\", \"user\": \"someone@example.com\"}");
    world.apply(Manifests.secret("dapi-new-0123456789abcdef"));
    job.awaitInTime("the job", () -> job.shown("Synced").startsWith("True/"));
  }
}
