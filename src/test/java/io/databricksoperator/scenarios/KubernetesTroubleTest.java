package io.databricksoperator.scenarios;

import static io.databricksoperator.fixtures.World.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Phase;
import io.databricksoperator.embedded.Outage;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever Kubernetes does for a while, nothing happens twice in Databricks, and all heals. */
class KubernetesTroubleTest {

  private World world;

  @BeforeEach
  void start() {
    world = World.started();
    world
        .databricks()
        .script(
            """
            {"job": "etl", "attempts": [
              {"result": "INTERNAL_ERROR", "code": "CLOUD_FAILURE", "type": "CLOUD_FAILURE",
               "duration": "PT20S"},
              {"result": "SUCCESS", "duration": "PT20S"}]}
            """);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private Outage statusWrites(int status) {
    return world.kubernetes().refuse(r -> r.subresource().equals("status"), status);
  }

  private void everythingHappenedOnce() {
    assertThat(world.databricks().effects("JobCreated")).isEqualTo(1);
    assertThat(world.databricks().effects("RunStarted")).isEqualTo(1);
    assertThat(world.databricks().effects("RunRepaired")).isEqualTo(1);
    assertThat(world.databricks().effects("RunCancelled")).isZero();
    assertThat(world.run("night").getStatus().phase()).isEqualTo(Phase.Succeeded);
    assertThat(world.run("night").getStatus().attempts()).hasSize(2);
  }

  @Test
  void nothingIsSentWhileAnIntentCanNotBeRecorded() {
    // Given
    try (var outage = statusWrites(503)) {
      world.apply(Manifests.job("etl", ""));

      // When
      Progress.of(world).until("some tries", () -> outage.hits() > 8);

      // Then
      assertThat(world.databricks().calls("POST /api/2.2/jobs/create")).isZero();
    }
    var job = new WatchedJob(world, "etl");
    job.awaitInTime("the job to be ready", () -> job.shown("Ready").equals("True/Created"));
    assertThat(world.databricks().effects("JobCreated")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 409, 500})
  void statusWritesThatAreRefusedAfterAnEffectMakeNothingTwice(int status) {
    // Given
    var progress = Progress.of(world);
    for (var effect : new String[] {"JobCreated", "RunStarted", "RunRepaired"}) {
      if (effect.equals("JobCreated")) {
        world.apply(Manifests.job("etl", "repairPolicy: {}"));
        world.apply(Manifests.run("night", "etl", ""));
      }
      progress.until(effect, () -> world.databricks().effects(effect) == 1);
      try (var outage = statusWrites(status)) {
        progress.until("a refusal", () -> outage.hits() > 0);
      }
    }

    // When
    progress.end("night");

    // Then
    everythingHappenedOnce();
  }

  @Test
  void answersOfStatusWritesThatAreLostMakeNothingTwiceAndLoseNoEvent() {
    // When
    var progress = Progress.of(world);
    try (var outage = world.kubernetes().loseAnswers(r -> r.subresource().equals("status"))) {
      world.apply(Manifests.job("etl", "repairPolicy: {}"));
      world.apply(Manifests.run("night", "etl", ""));
      progress.until("lost answers", () -> outage.hits() > 6);
    }
    progress.end("night");

    // Then
    everythingHappenedOnce();
    assertThat(world.events("etl")).filteredOn(e -> e.contains(" Created: ")).hasSize(1);
  }

  @Test
  void watchesThatBreakAllTheTimeDoNoHarm() {
    // Given
    var progress = Progress.of(world);
    world.apply(Manifests.job("etl", "repairPolicy: {}"));
    world.apply(Manifests.run("night", "etl", ""));

    // When
    progress.until(
        "the end",
        () -> {
          world.kubernetes().dropWatches();
          return progress.status("night").phase() == Phase.Succeeded;
        });

    // Then
    everythingHappenedOnce();
  }

  @Test
  void cachesThatHearNothingNewAreCorrectedByEveryWrite() {
    // Given
    var progress = Progress.of(world);
    progress.job("etl", "repairPolicy: {}");
    progress.start("night", "etl", "");
    try (var deaf = world.kubernetes().refuse(r -> r.verb().equals("watch"), 503)) {
      world.kubernetes().dropWatches();
      await("the operator to be deaf").until(() -> deaf.hits() > 0);

      // When
      progress.end("night");

      // Then
      everythingHappenedOnce();
    }
  }

  @Test
  void aWorkspaceThatWasMadeAnewWhileNobodyListenedIsTakenUp() {
    // Given
    try (var deaf = world.kubernetes().refuse(r -> r.verb().equals("watch"), 503)) {
      world.kubernetes().dropWatches();
      await("the operator to be deaf").until(() -> deaf.hits() > 0);
      world.delete(world.workspace());
      world.apply(Manifests.workspace(world.databricks().url()));
    }

    // When
    var begin = world.clock().instant();
    await("the new object to be seen").until(() -> world.workspace().getStatus() != null);

    // Then
    assertThat(Duration.between(begin, world.clock().instant())).isLessThan(Duration.ofSeconds(20));
  }
}
