package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Phase;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The same key is the same run, however often and wherever its object is created. */
class RunKeyTest {

  private static World world;
  private static Progress progress;

  @BeforeAll
  static void start() {
    world = World.started();
    progress = Progress.of(world);
    world.databricks().script("{\"job\": \"etl\", \"attempts\": [{\"duration\": \"PT3M\"}]}");
    progress.job("etl", "");
    progress.job("quick", "");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void anObjectThatIsCreatedAgainIsTheSameRun() {
    // Given
    var runId = progress.start("a", "etl", "key: monday\ndeletionPolicy: Abandon").runId();
    world.delete(world.run("a"));
    progress.until("it to go", () -> world.run("a") == null);

    // When
    var status = progress.start("a", "etl", "key: monday");

    // Then
    assertThat(status.runId()).isEqualTo(runId);
    assertThat(progress.end("a").phase()).isEqualTo(Phase.Succeeded);
    assertThat(world.databricks().effects("RunStarted", runId)).isEqualTo(1);
  }

  @RepeatedTest(10)
  void anObjectThatIsCreatedAgainAtOnceIsNotOverlooked(RepetitionInfo turn) {
    // Given
    var name = "quick-" + turn.getCurrentRepetition();
    var spec = "deletionPolicy: Abandon\nkey: " + name;
    var runId = progress.start(name, "quick", spec).runId();
    world.delete(world.run(name));
    progress.until("it to go", () -> world.run(name) == null);

    // When
    var status = progress.start(name, "quick", spec);

    // Then
    assertThat(status.runId()).isEqualTo(runId);
  }

  @Test
  void anotherKeyAndNoKeyAreOtherRuns() {
    // When
    var one = progress.start("k1", "etl", "key: one").runId();
    var two = progress.start("k2", "etl", "key: two").runId();
    var none = progress.start("k3", "etl", "").runId();

    // Then
    assertThat(one).isNotEqualTo(two);
    assertThat(none).isNotIn(one, two);
  }

  @Test
  void ofTwoObjectsTheOlderOwnsTheRunAndTheYoungerShowsIt() {
    // Given
    world
        .databricks()
        .script(
            """
            {"job": "shared", "attempts": [
              {"result": "FAILED", "code": "DRIVER_ERROR", "duration": "PT30S"},
              {"result": "SUCCESS", "duration": "PT30S"}]}
            """);
    progress.job("shared", "repairPolicy: {backoff: {initial: 10s}}");
    var runId = progress.start("older", "shared", "key: tuesday").runId();
    progress.pass(Duration.ofSeconds(4));

    // When
    world.apply(Manifests.run("younger", "shared", "key: tuesday\ncancel: true"));
    progress.until("the owner's run", "younger", s -> runId.equals(s.runId()));

    // Then
    assertThat(Shown.of(world.run("younger")).brief("Submitted")).isEqualTo("True/KeyInUse");
    assertThat(Shown.of(world.run("younger")).message("Submitted")).contains("DatabricksRun older");
    assertThat(progress.status("younger").operation()).isNull();
    assertThat(world.run("younger").getFinalizers()).isEmpty();
    progress.until("older", Phase.Succeeded);
    progress.until("younger", Phase.Succeeded);
    assertThat(world.databricks().effects("RunStarted", runId)).isEqualTo(1);
    assertThat(world.databricks().effects("RunRepaired", runId)).isEqualTo(1);
    assertThat(world.databricks().effects("RunCancelled", runId)).isZero();
  }

  @Test
  void whenTheOwnerIsDeletedTheYoungerTakesOver() {
    // Given
    world
        .databricks()
        .script(
            """
            {"job": "heir", "attempts": [
              {"result": "FAILED", "code": "DRIVER_ERROR", "duration": "PT60S"},
              {"result": "SUCCESS", "duration": "PT30S"}]}
            """);
    progress.job("heir", "repairPolicy: {backoff: {initial: 5s}}");
    var runId = progress.start("owner", "heir", "key: x\ndeletionPolicy: Abandon").runId();
    progress.pass(Duration.ofSeconds(4));
    world.apply(Manifests.run("heir", "heir", "key: x"));
    progress.until("the owner's run", "heir", s -> runId.equals(s.runId()));

    // When
    world.delete(world.run("owner"));
    World.await("the owner to go").until(() -> world.run("owner") == null);
    var status = progress.end("heir");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(status.attemptCount()).isEqualTo(2);
    assertThat(world.databricks().effects("RunStarted", runId)).isEqualTo(1);
    assertThat(world.databricks().effects("RunRepaired", runId)).isEqualTo(1);
    assertThat(Shown.of(world.run("heir")).all())
        .contains("Complete True/Succeeded", "Submitted True/Found");
  }

  @Test
  void twoThatAreCreatedAtOnceAreOneRun() {
    // When
    world.apply(
        Manifests.run("twin-1", "etl", "key: twins")
            + "---\n"
            + Manifests.run("twin-2", "etl", "key: twins"));
    var one = progress.end("twin-1");
    var two = progress.end("twin-2");

    // Then
    assertThat(one.runId()).isEqualTo(two.runId());
    assertThat(world.databricks().effects("RunStarted", one.runId())).isEqualTo(1);
    World.await("no finalizers")
        .until(
            () ->
                world.run("twin-1").getFinalizers().isEmpty()
                    && world.run("twin-2").getFinalizers().isEmpty());
  }

  @Test
  void aKeyWhoseRunWasDeletedInDatabricksIsLost() {
    // Given
    world.databricks().script("{\"job\": \"brief\", \"attempts\": [{\"duration\": \"PT1S\"}]}");
    progress.job("brief", "");
    var runId = progress.start("l", "brief", "key: lost").runId();
    progress.end("l");
    world.delete(world.run("l"));
    progress.until("it to go", () -> world.run("l") == null);
    world.databricks().post("/api/2.2/jobs/runs/delete", "{\"run_id\": %s}", runId);
    long before = world.databricks().effects("RunStarted");

    // When
    world.apply(Manifests.run("l", "brief", "key: lost"));
    var status = progress.end("l");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Lost);
    assertThat(status.message()).contains("give a new key");
    assertThat(world.databricks().effects("RunStarted")).isEqualTo(before);
  }

  @Test
  void anHeirDoesNotRepairAgainWhatItsOwnerWasAskedFor() {
    // Given
    var more = "key: k\nrepair: {token: t1, tasks: [only]}";
    var runId = progress.start("asked", "quick", more).runId();
    progress.until("the repair", () -> world.databricks().effects("RunRepaired", runId) == 1);
    progress.end("asked");
    progress.pass(Duration.ofSeconds(4));
    world.apply(Manifests.run("taker", "quick", more));
    progress.until("taker", Phase.Succeeded);

    // When
    world.delete(world.run("asked"));
    progress.by(Duration.ofSeconds(10)).pass(Duration.ofMinutes(2));

    // Then
    assertThat(progress.status("taker").handledRepairToken()).isEqualTo("t1");
    assertThat(world.databricks().effects("RunRepaired", runId)).isEqualTo(1);
  }
}
