package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.databricksoperator.api.Phase;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.SimulatedDatabricks;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers about a run that are missing, refused or contradict each other hang nothing for ever. */
class RunOddAnswersTest {

  private static final String REPAIR = "POST /api/2.2/jobs/runs/repair";
  private static final String GET = "GET /api/2.2/jobs/runs/get";
  private static final String LIST = "GET /api/2.2/jobs/runs/list";
  private static final String OUTPUT = "GET /api/2.2/jobs/runs/get-output";

  private World world;
  private Progress progress;

  @BeforeEach
  void start() {
    world = World.started();
    progress = Progress.of(world);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private void fails(String policy) {
    world
        .databricks()
        .script(
            "{\"job\": \"etl\", \"attempts\": [{\"result\": \"FAILED\", \"code\":"
                + " \"DRIVER_ERROR\"}, {\"duration\": \"PT5M\"}]}");
    progress.job("etl", policy);
  }

  private void fault(String route, String how) {
    world.databricks().fault("{\"route\": \"%s\", %s}".formatted(route, how));
  }

  private void minutes(int minutes) {
    progress.by(Duration.ofSeconds(10)).pass(Duration.ofMinutes(minutes));
  }

  @Test
  void anOutputThatCanNotBeReadIsToldAndGivenUp() {
    // Given
    fails("repairPolicy: {}");
    fault(OUTPUT, "\"status\": 500");

    // When
    progress.start("night", "etl", "");
    progress.until(
        "what keeps it", () -> Shown.of(world.run("night")).all().toString().contains("Unreach"));

    // Then
    assertThat(Shown.of(world.run("night")).message("Reconciling"))
        .contains("the run can not be looked at");

    // When
    minutes(6);

    // Then
    assertThat(world.databricks().effects("RunRepaired")).isEqualTo(1);
    progress.by(Duration.ofSeconds(10)).until("night", Phase.Succeeded);
  }

  @Test
  void anErrorThatCanNotBeReadMayBeTheOneThatARuleStopsAt() {
    // Given
    fails("repairPolicy: {rules: [{action: Stop, when: {errorMatches: schema}}]}");
    fault(OUTPUT, "\"status\": 500");

    // When
    progress.start("night", "etl", "");
    minutes(7);
    var status = progress.end("night");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Failed);
    assertThat(status.message()).contains("rule 1", "whose output can not be read");
    assertThat(world.databricks().effects("RunRepaired")).isZero();
  }

  @Test
  void aRunThatIsCancelledDoesNotWaitForTheErrorOfATask() {
    // Given
    fails("");
    fault(OUTPUT, "\"status\": 500");
    progress.start("night", "etl", "");
    progress.pass(Duration.ofSeconds(30));

    // When
    world.apply(Manifests.run("night", "etl", "cancel: true"));

    // Then
    assertThat(progress.end("night").phase().ended()).isTrue();
  }

  @Test
  void runsThatMayNotBeReadSaySo() {
    // Given
    fails("");
    progress.start("night", "etl", "");

    // When
    world
        .databricks()
        .token(
            "{\"forbid\": \"%s\", \"routes\": \"GET /api/2.2/jobs/runs/*\"}"
                .formatted(SimulatedDatabricks.TOKEN));
    progress.until("Stalled", () -> Shown.of(world.run("night")).isTrue("Stalled"));

    // Then
    assertThat(Shown.of(world.run("night")).brief("Stalled")).isEqualTo("True/PermissionDenied");
    assertThat(world.events("night")).filteredOn(e -> e.contains("PermissionDenied")).hasSize(1);

    // When
    world.databricks().token("{\"allow\": \"%s\"}".formatted(SimulatedDatabricks.TOKEN));

    // Then
    progress.until("night", Phase.Failed);
  }

  @Test
  void runsAreReadOneByOneWhereTheyCanNotBeListed() {
    // Given
    world.databricks().script("{\"job\": \"etl\", \"attempts\": [{\"duration\": \"PT2M\"}]}");
    progress.job("etl", "");
    fault(LIST, "\"status\": 500");

    // When
    progress.start("night", "etl", "");

    // Then
    progress.until("night", Phase.Succeeded);
  }

  @Test
  void aRepairThatIsForbiddenIsTriedNowAndThen() {
    // Given
    fails("repairPolicy: {backoff: {initial: 1s}}");
    world
        .databricks()
        .token(
            "{\"forbid\": \"%s\", \"routes\": \"%s\"}"
                .formatted(SimulatedDatabricks.TOKEN, REPAIR));
    progress.start("night", "etl", "");
    progress.until("Stalled", () -> Shown.of(world.run("night")).isTrue("Stalled"));
    world.databricks().forgetLedger();

    // When
    minutes(30);

    // Then
    assertThat(world.databricks().calls(REPAIR)).isBetween(4, 8);
  }

  @Test
  void aHistoryThatIsLeftOutIsNotWaitedForForEver() {
    // Given
    world.databricks().script("{\"job\": \"etl\", \"attempts\": [{\"result\": \"FAILED\"}]}");
    progress.job("etl", "");
    var id = progress.start("night", "etl", "repair: {token: t1}").runId();
    progress.until("the repair", () -> world.databricks().effects("RunRepaired") == 1);

    // When
    fault(
        GET,
        "\"status\": 200, \"body\": {\"run_id\": %s, \"job_id\": 1, \"state\": {\"life_cycle_state\": \"TERMINATED\", \"result_state\": \"FAILED\"}}"
            .formatted(id));

    // Then
    assertThat(progress.by(Duration.ofSeconds(10)).end("night").phase()).isEqualTo(Phase.Failed);
  }

  @Test
  void aHistoryThatIsAheadOfTheStateIsBelieved() {
    // Given
    fails("");
    world.databricks().setting("{\"staleReadsAfterRepair\": 0}");
    var get =
        "/api/2.2/jobs/runs/get?include_history=true&run_id="
            + progress.start("night", "etl", "").runId();
    progress.until("night", Phase.Failed);
    var mixed = (ObjectNode) world.databricks().get(get);
    world.apply(Manifests.run("night", "etl", "repair: {token: t1}"));
    progress
        .by(Duration.ofMillis(300))
        .until("the repair", () -> world.databricks().effects("RunRepaired") == 1);

    // When
    mixed.set("repair_history", world.databricks().get(get).path("repair_history"));
    fault(LIST, "\"times\": 1, \"status\": 200, \"body\": {}");
    fault(GET, "\"times\": 1, \"status\": 200, \"body\": " + mixed);

    // Then
    assertThat(progress.end("night").phase()).isEqualTo(Phase.Succeeded);
  }

  @Test
  void aRefusalThatIsWordedAnewEachTimeIsToldOnce() {
    // Given
    progress.job("etl", "");
    for (int i = 0; i < 40; i++) {
      fault(
          "POST /api/2.2/jobs/run-now",
          "\"times\": 1, \"status\": 503, \"body\": {\"error_code\": \"X\", \"message\": \"try %d\"}"
              .formatted(i));
    }

    // When
    world.apply(Manifests.run("night", "etl", ""));
    minutes(40);

    // Then
    assertThat(world.events("night")).filteredOn(e -> e.contains("Unreachable")).hasSize(1);
  }

  @Test
  void aTaskWithoutAnAddressIsNotWrittenAgainAndAgain() {
    // Given
    world.databricks().script("{\"job\": \"etl\", \"attempts\": [{\"duration\": \"PT2H\"}]}");
    progress.job("etl", "");
    var id = progress.start("night", "etl", "").runId();
    fault(
        LIST,
        """
        "status": 200, "body": {"runs": [{"run_id": %s, "job_id": 7, "run_name": "x",
          "state": {"life_cycle_state": "RUNNING"}, "tasks": [{"task_key": "a", "run_id": 7,
          "state": {"life_cycle_state": "TERMINATED", "result_state": "FAILED"}}]}]}
        """
            .formatted(id));
    progress.until("the task", "night", s -> s.tasks() != null && s.tasks().size() == 1);
    var before = world.run("night").getMetadata().getResourceVersion();

    // When
    for (int i = 0; i < 5; i++) {
      world.apply(Manifests.run("night", "etl", "timeoutSeconds: " + (9000 + i)));
      progress.pass(Duration.ofSeconds(20));
    }

    // Then
    var writes = Long.parseLong(world.run("night").getMetadata().getResourceVersion());
    assertThat(writes - Long.parseLong(before)).isLessThan(30);
    assertThat(progress.status("night").tasks().getFirst().outcome()).isEqualTo("FAILED");
  }
}
