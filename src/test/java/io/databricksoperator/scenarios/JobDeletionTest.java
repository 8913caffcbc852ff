package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Names;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.SimulatedDatabricks;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.World;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A deletion always ends, and never forgets a job in silence. */
class JobDeletionTest {

  private static final String ALL = "{\"route\": \"* /api/*\", \"drop\": \"before\"}";

  private World world;
  private WatchedJob job;
  private String id;

  @BeforeEach
  void start() {
    world = World.started();
    job = WatchedJob.ready(world, "leaving", "");
    id = job.status().jobId();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void whileTheWorkspaceIsUnreachableTheObjectStaysAndSaysWhatToDo() {
    // Given
    world.databricks().fault(ALL);

    // When
    world.delete(job.object());
    job.awaitShown("Ready", "False/DeletionBlocked");

    // Then
    assertThat(job.object().getMetadata().getFinalizers()).contains(Names.FINALIZER);
    assertThat(job.message("Ready"))
        .contains(id)
        .contains(Names.FORCE_ORPHAN)
        .contains("CONNECTION_LOST");
    assertThat(job.events("DeletionBlocked")).hasSize(1);
    assertThat(job.shown("Reconciling")).isEqualTo("True/DeletionBlocked");

    // When
    world.databricks().heal();
    job.awaitInTime("the end", () -> job.object() == null);

    // Then
    assertThat(world.databricks().jobs()).isEmpty();
  }

  @Test
  void whoForcesItGetsAnOrphanAndItsId() {
    // Given
    world.databricks().fault(ALL);
    world.delete(job.object());
    job.awaitShown("Ready", "False/DeletionBlocked");

    // When
    job.annotate(Names.FORCE_ORPHAN, "true");
    job.awaitGone();

    // Then
    assertThat(job.events("Orphaned")).hasSize(1).first().asString().contains(id);
  }

  @Test
  void afterTheDeadlineTheObjectIsReleased() {
    // Given
    world.databricks().fault(ALL);
    world.delete(job.object());
    job.awaitShown("Ready", "False/DeletionBlocked");

    // When
    world.advance(Duration.ofHours(23));
    job.annotate("looked", "early");
    assertThat(job.object()).isNotNull();
    world.advance(Duration.ofMinutes(61));
    job.awaitGone();

    // Then
    assertThat(job.events("Orphaned"))
        .hasSize(1)
        .first()
        .asString()
        .contains(id)
        .contains("deletionDeadline");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 500, 429, 409})
  void aRefusedDeletionIsTriedAgainAndNeverForgotten(int status) {
    // Given
    world
        .databricks()
        .fault(
            "{\"route\": \"POST /api/2.2/jobs/delete\", \"status\": %d, \"body\": {\"error_code\": \"X\", \"message\": \"not now\"}}"
                .formatted(status));

    // When
    world.delete(job.object());
    job.awaitShown("Ready", "False/DeletionBlocked");
    world.advance(Duration.ofMinutes(6));
    World.await("another try")
        .until(() -> world.databricks().calls("POST /api/2.2/jobs/delete") > 1);

    // Then
    assertThat(job.object().getMetadata().getFinalizers()).contains(Names.FINALIZER);
    assertThat(job.message("Ready")).contains("not now");
    world.databricks().heal();
    job.awaitInTime("the end", () -> job.object() == null);
    assertThat(world.databricks().jobs()).isEmpty();
  }

  @Test
  void aJobThatIsGoneAlreadyIsDeletedWell() {
    // Given
    job.deleteInDatabricks();

    // When
    world.delete(job.object());
    job.awaitGone();

    // Then
    assertThat(job.events("Orphaned")).isEmpty();
  }

  @Test
  void aCreateWhoseAnswerWasLostIsCleanedUp() {
    // Given
    world
        .databricks()
        .fault("{\"route\": \"POST /api/2.2/jobs/create\", \"drop\": \"after\", \"times\": 1}");
    world.apply(Manifests.job("lost", ""));
    var lost = new WatchedJob(world, "lost");
    lost.awaitShown("Reconciling", "True/Unreachable");

    // When
    world.apply(
        Manifests.job(
            "lost",
            "[{task_key: a, job_cluster_key: no, notebook_task: {notebook_path: /x}}]",
            ""));
    lost.awaitShown("Stalled", "True/InvalidSettings");
    world.delete(lost.object());
    lost.awaitInTime("the end", () -> lost.object() == null);

    // Then
    assertThat(world.databricks().jobs()).hasSize(1);
  }

  @Test
  void withTheKindItselfEverythingIsRetained() {
    // When
    world.client().resource(crd()).delete();
    World.await("the kind to go").until(() -> crd() == null);

    // Then
    assertThat(world.databricks().jobs()).hasSize(1);
    assertThat(world.databricks().calls("POST /api/2.2/jobs/delete")).isZero();
  }

  @Test
  void withTheWorkspaceObjectGoneTheLastCredentialsStillDelete() {
    // When
    world.delete(world.workspace());
    job.awaitShown("Ready", "False/WorkspaceNotFound");
    world.delete(job.object());
    job.awaitGone();

    // Then
    assertThat(world.databricks().jobs()).isEmpty();
  }

  @Test
  void withTheWorkspaceObjectGoneAndNoMemoryOfItTheJobIsOrphaned() {
    // Given
    world.stopOperator();
    world.delete(world.workspace());
    world.delete(job.object());

    // When
    world.startOperator();
    job.awaitGone();

    // Then
    assertThat(job.events("Orphaned")).hasSize(1).first().asString().contains(id);
    assertThat(world.databricks().jobs()).hasSize(1);
  }

  @Test
  void withTheTokenRevokedTheObjectWaits() {
    // Given
    world.databricks().token("{\"revoke\": \"%s\"}".formatted(SimulatedDatabricks.TOKEN));

    // When
    world.delete(job.object());
    job.awaitShown("Ready", "False/DeletionBlocked");

    // Then
    assertThat(job.object().getMetadata().getFinalizers()).contains(Names.FINALIZER);
    assertThat(world.databricks().jobs()).hasSize(1);
  }

  private CustomResourceDefinition crd() {
    return world
        .client()
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("databricksjobs." + Names.GROUP)
        .get();
  }
}
