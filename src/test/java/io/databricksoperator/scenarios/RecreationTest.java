package io.databricksoperator.scenarios;

import static io.databricksoperator.fixtures.World.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.World;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * An object is deleted and at once made anew under the same name, as kubectl replace --force and
 * Argo CD's hooks do.
 */
class RecreationTest {

  private static World world;

  @BeforeAll
  static void start() {
    world = World.started();
    Progress.of(world).job("etl", "");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @RepeatedTest(5)
  void aWorkspaceThatIsMadeAnewIsConnectedAnew() {
    // When
    world.delete(world.workspace());
    world.apply(Manifests.workspace(world.databricks().url()));

    // Then
    await("the new workspace to be connected")
        .until(() -> Shown.of(world.workspace()).isTrue("Ready"));
  }

  @RepeatedTest(5)
  void aRunThatEndedAndIsMadeAnewStartsAnotherRun() {
    // Given
    var progress = Progress.of(world);
    var first = progress.start("hook", "etl", "").runId();
    progress.end("hook");
    await("the finalizer to go").until(() -> world.run("hook").getFinalizers().isEmpty());

    // When
    world.delete(world.run("hook"));
    var second = progress.start("hook", "etl", "").runId();

    // Then
    assertThat(second).isNotEqualTo(first);
    progress.end("hook");
    world.delete(world.run("hook"));
    await("the run to go").until(() -> world.run("hook") == null);
  }

  @Test
  void aJobThatIsMadeAnewOnceItIsGoneIsCreatedAgain() {
    // Given
    var progress = Progress.of(world);
    progress.job("again", "");
    var first = world.job("again").getStatus().jobId();

    // When
    world.delete(world.job("again"));
    await("the old job to go").until(() -> world.job("again") == null);
    progress.job("again", "");

    // Then
    assertThat(world.job("again").getStatus().jobId()).isNotEqualTo(first);
  }
}
