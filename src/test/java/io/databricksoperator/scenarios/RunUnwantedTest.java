package io.databricksoperator.scenarios;

import static io.databricksoperator.fixtures.World.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Phase;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run that nobody wants any more while nobody knows whether it was started. */
class RunUnwantedTest {

  private static final String RUN_NOW = "POST /api/2.2/jobs/run-now";

  private World world;
  private Progress progress;

  @BeforeEach
  void start() {
    world = World.started();
    progress = Progress.of(world).by(Duration.ofSeconds(10));
    progress.job("etl", "");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private void startIsInDoubt(String when) {
    world
        .databricks()
        .fault("{\"route\": \"%s\", \"status\": 503, \"when\": \"%s\"}".formatted(RUN_NOW, when));
    world.apply(Manifests.run("night", "etl", ""));
    await("the start to be in doubt").until(() -> world.databricks().calls(RUN_NOW) > 0);
  }

  @Test
  void aRunThatNeverArrivedIsNotStartedWhenItsObjectGoes() {
    // Given
    startIsInDoubt("before");

    // When
    world.delete(world.run("night"));
    progress.pass(Duration.ofMinutes(5));
    world.databricks().heal();
    progress.until("the object to go", () -> world.run("night") == null);

    // Then
    assertThat(world.databricks().effects("RunStarted")).isZero();
    assertThat(world.events("night")).noneMatch(event -> event.contains("Orphaned"));
  }

  @Test
  void aRunThatNeverArrivedIsNotStartedWhenItIsCancelled() {
    // Given
    startIsInDoubt("before");

    // When
    world.apply(Manifests.run("night", "etl", "cancel: true"));
    progress.pass(Duration.ofMinutes(5));
    world.databricks().heal();
    var status = progress.end("night");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Cancelled);
    assertThat(status.runId()).isNull();
    assertThat(world.databricks().effects("RunStarted")).isZero();
    progress.released("night");
  }

  @Test
  void aRunThatNeverArrivedIsNotStartedAfterItsTime() {
    // Given
    startIsInDoubt("before");

    // When
    world.apply(Manifests.run("night", "etl", "timeoutSeconds: 60"));
    progress.pass(Duration.ofMinutes(5));
    world.databricks().heal();
    var status = progress.end("night");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.TimedOut);
    assertThat(world.databricks().effects("RunStarted")).isZero();
  }

  @Test
  void aRunThatArrivedIsFoundAndCancelledWhenItsObjectGoes() {
    // Given
    world.databricks().script("{\"job\": \"etl\", \"attempts\": [{\"duration\": \"PT2H\"}]}");
    startIsInDoubt("after");

    // When
    world.delete(world.run("night"));
    progress.pass(Duration.ofMinutes(5));
    world.databricks().heal();
    progress.until("the object to go", () -> world.run("night") == null);

    // Then
    assertThat(world.databricks().effects("RunStarted")).isEqualTo(1);
    assertThat(world.databricks().effects("RunCancelled")).isEqualTo(1);
  }
}
