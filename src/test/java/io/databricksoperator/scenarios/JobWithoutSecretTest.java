package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.WatchedWorkspace;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job that is deleted when its workspace's Secret is gone already. */
class JobWithoutSecretTest {

  private World world;
  private WatchedJob job;

  @BeforeEach
  void start() {
    world = World.started();
    job = WatchedJob.ready(world, "leaving", "");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private void deleteSecret() {
    var name = world.workspace().getSpec().auth().token().secretRef().name();
    world.delete(world.client().secrets().inNamespace(World.NAMESPACE).withName(name).require());
  }

  @Test
  void theLastCredentialsStillDeleteIt() {
    // Given
    deleteSecret();
    new WatchedWorkspace(world, "main").await("Ready", "False/SecretNotFound");

    // When
    world.delete(job.object());
    job.awaitGone();

    // Then
    assertThat(world.databricks().jobs()).isEmpty();
  }

  @Test
  void anOperatorThatNeverHadThemLeavesItBehindAtOnce() {
    // Given
    world.stopOperator();
    var id = job.status().jobId();
    deleteSecret();
    world.delete(job.object());
    var begin = world.clock().instant();

    // When
    world.startOperator();
    job.awaitGone();

    // Then
    assertThat(job.events("Orphaned")).singleElement().asString().contains(id);
    assertThat(world.databricks().jobs()).hasSize(1);
    assertThat(Duration.between(begin, world.clock().instant())).isLessThan(Duration.ofMinutes(5));
  }
}
