package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Phase;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Databricks, a proxy or somebody's task says that nobody expected. */
class StrangeAnswersTest {

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

  private void script(String attempt) {
    world.databricks().script("{\"job\": \"*\", \"attempts\": [%s]}".formatted(attempt));
  }

  @Test
  void anOddItemAmongJobsAndRunsHidesNoOther() {
    // Given
    script("{\"result\": \"SUCCESS\"}");
    list("jobs", "jobs/list", "{\"settings\": {\"name\": \"odd\"}}");
    list("runs", "jobs/runs/list", "{\"run_name\": \"odd\"}");

    // When
    progress.job("etl", "");
    progress.start("night", "etl", "");
    progress.end("night");

    // Then
    assertThat(progress.status("night").phase()).isEqualTo(Phase.Succeeded);
  }

  private void list(String field, String endpoint, String item) {
    world
        .databricks()
        .fault(
            """
            {"route": "GET /api/2.2/%s", "status": 200, "body": {"%s": [%s]}}
            """
                .formatted(endpoint, field, item));
  }

  @Test
  void aRunThatIsListedWithoutItsJobKeepsTheJobsId() {
    // Given
    script("{\"result\": \"SUCCESS\", \"duration\": \"PT5H\"}");
    progress.job("etl", "");
    var started = progress.start("night", "etl", "");

    // When
    world
        .databricks()
        .fault(
            """
            {"route": "GET /api/2.2/jobs/runs/list", "status": 200,
             "body": {"runs": [{"run_id": %s, "state": {"life_cycle_state": "RUNNING"},
                                "tasks": [{"task_key": "seen", "run_id": 7}]}]}}
            """
                .formatted(started.runId()));
    progress.until(
        "a look",
        "night",
        status -> status.tasks() != null && status.tasks().getFirst().key().equals("seen"));

    // Then
    assertThat(progress.status("night").jobId()).isEqualTo(started.jobId());
  }

  @Test
  void aProxysPageEndsNoRun() {
    // Given
    progress.job("etl", "");
    world
        .databricks()
        .fault(
            """
            {"route": "POST /api/2.2/jobs/run-now", "times": 1, "status": 400,
             "body": "<html><title>400 Bad Request</title>cloudflare</html>"}
            """);

    // When
    world.apply(Manifests.run("night", "etl", ""));
    progress.end("night");

    // Then
    assertThat(progress.status("night").phase()).isEqualTo(Phase.Succeeded);
    assertThat(world.databricks().effects("RunStarted")).isEqualTo(1);
  }

  @Test
  void aRefusalThatIsCutInTheMiddleOfACharacterIsToldOnce() {
    // Given
    world
        .databricks()
        .fault(
            """
            {"route": "POST /api/2.2/jobs/create", "status": 400, "body": {
             "error_code": "INVALID_PARAMETER_VALUE", "message": "%s"}}
            """
                .formatted("x".repeat(510) + "\uD83D\uDE00".repeat(20)));

    // When
    world.apply(Manifests.job("odd", ""));
    var job = new WatchedJob(world, "odd");
    job.awaitShown("Ready", "False/SettingsRefused");
    progress.by(Duration.ofSeconds(10)).pass(Duration.ofMinutes(22));

    // Then
    assertThat(world.databricks().calls("POST /api/2.2/jobs/create")).isGreaterThan(2);
    assertThat(job.events("SettingsRefused")).hasSize(1);
    assertThat(job.message("Ready")).contains("x…").doesNotContain("?");
  }

  @Test
  void tracesThatAreHardToReadKeepNobodyWaiting() {
    // Given
    script(
        "{\"result\": \"FAILED\", \"error\": \"x\", \"errorTrace\": \"%s\"}"
            .formatted("eyJ".repeat(100_000)));
    IntStream.range(0, 3).forEach(i -> progress.job("bad" + i, ""));
    IntStream.range(0, 3).forEach(i -> progress.start("bad" + i, "bad" + i, ""));

    // When
    var begin = System.nanoTime();
    IntStream.range(0, 3).forEach(i -> progress.until("bad" + i, Phase.Failed));
    world.apply(Manifests.job("innocent", ""));
    new WatchedJob(world, "innocent").awaitShown("Ready", "True/Created");

    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
  }
}
