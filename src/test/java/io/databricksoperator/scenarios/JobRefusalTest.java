package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job that Databricks does not take, or whose answer is lost. */
class JobRefusalTest {

  private static final String CREATE = "POST /api/2.2/jobs/create";
  private static final String LIST = "GET /api/2.2/jobs/list";

  private World world;

  @BeforeEach
  void start() {
    world = World.started();
    world.databricks().forgetLedger();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"\"drop\": \"after\"", "\"status\": 503, \"when\": \"after\""})
  void aCreateWhoseAnswerIsLostLeavesOneJob(String fault) {
    // Given
    world.databricks().fault("{\"route\": \"%s\", \"times\": 1, %s}".formatted(CREATE, fault));

    // When
    var job = apply("lost", "");
    job.await("the loss", () -> job.shown("Reconciling").equals("True/Unreachable"));
    int searches = world.databricks().calls(LIST);
    world.advance(Duration.ofSeconds(50));
    job.annotate("looked", "early");
    world.advance(Duration.ofSeconds(11));
    job.awaitSynced();

    // Then
    assertThat(searches).isEqualTo(1);
    assertThat(world.databricks().calls(LIST)).isEqualTo(2);
    assertThat(world.databricks().jobs()).hasSize(1);
    assertThat(world.databricks().calls(CREATE)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"\"drop\": \"before\"", "\"status\": 503"})
  void aCreateThatNeverHappenedIsMadeOnceMoreAfterAMinute(String fault) {
    // Given
    world.databricks().fault("{\"route\": \"%s\", \"times\": 1, %s}".formatted(CREATE, fault));

    // When
    var job = apply("lost", "");
    job.awaitShown("Reconciling", "True/Unreachable");
    world.advance(Duration.ofSeconds(61));
    job.awaitSynced();

    // Then
    assertThat(world.databricks().jobs()).hasSize(1);
    assertThat(world.databricks().calls(CREATE)).isEqualTo(2);
  }

  @Test
  void aJobThatShowsUpInListsLateIsNotDoubled() {
    // Given
    world.databricks().setting("{\"listDelay\": \"PT50S\"}");
    world
        .databricks()
        .fault("{\"route\": \"%s\", \"times\": 1, \"drop\": \"after\"}".formatted(CREATE));

    // When
    var job = apply("slow", "");
    job.awaitShown("Reconciling", "True/Unreachable");
    job.awaitInTime("the job", () -> job.status().jobId() != null);
    job.awaitSynced();

    // Then
    assertThat(world.databricks().effects("JobCreated")).isEqualTo(1);
  }

  @Test
  void aRefusalIsStalledInDatabricksOwnWordsAndAMendedManifestHeals() {
    // Given
    world
        .databricks()
        .fault(
            refusal(
                400, "INVALID_PARAMETER_VALUE", "Cluster validation error: no such node type."));

    // When
    var job = apply("refused", "");
    job.awaitShown("Stalled", "True/SettingsRefused");

    // Then
    assertThat(job.shown("Ready")).isEqualTo("False/SettingsRefused");
    assertThat(job.message("Ready"))
        .startsWith("creating the job failed: ")
        .contains("Cluster validation error: no such node type")
        .contains("change the manifest");
    assertThat(job.events("SettingsRefused")).hasSize(1);
    assertThat(world.databricks().calls(CREATE)).isEqualTo(1);

    // When
    world.databricks().heal();
    apply("refused", "  timeout_seconds: 5");

    // Then
    job.awaitSynced();
    assertThat(job.shown("Stalled")).isEqualTo("absent");
    assertThat(world.databricks().jobs()).hasSize(1);
  }

  @Test
  void aRefusedChangeIsStalledAndTheNextManifestHeals() {
    // Given
    var job = WatchedJob.ready(world, "changing", "");
    world
        .databricks()
        .fault(
            refusal(400, "INVALID_PARAMETER_VALUE", "The job must not do that.")
                .replace("create", "reset"));

    // When
    apply("changing", "  timeout_seconds: 5");
    job.awaitShown("Stalled", "True/SettingsRefused");
    world.databricks().heal();
    apply("changing", "  timeout_seconds: 6");

    // Then
    job.awaitSynced();
    assertThat(job.live().path("timeout_seconds").asInt()).isEqualTo(6);
  }

  @Test
  void aMissingPermissionIsToldAndTriedAgainSlowly() {
    // Given
    world.databricks().fault(refusal(403, "PERMISSION_DENIED", "User may not create jobs."));

    // When
    var job = apply("forbidden", "");
    job.awaitShown("Stalled", "True/PermissionDenied");
    world.databricks().heal();
    world.advance(Duration.ofMinutes(5));

    // Then
    job.awaitSynced();
  }

  @Test
  void aThrottledCreateWaitsAsLongAsItWasTold() {
    // Given
    world
        .databricks()
        .fault(
            "{\"route\": \"%s\", \"times\": 1, \"status\": 429, \"headers\": {\"Retry-After\": \"30\"}}"
                .formatted(CREATE));

    // When
    var job = apply("throttled", "");
    job.awaitShown("Reconciling", "True/Throttled");
    world.advance(Duration.ofSeconds(20));
    job.annotate("looked", "early");
    assertThat(world.databricks().calls(CREATE)).isEqualTo(1);
    world.advance(Duration.ofSeconds(11));

    // Then
    job.awaitSynced();
    assertThat(world.databricks().calls(CREATE)).isEqualTo(2);
    assertThat(world.databricks().jobs()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"jobQuota, quota for the number of jobs", "jobsPerHour, created in past"})
  void aFullQuotaIsToldInItsOwnWordsAndTriedAgain(String quota, String text) {
    // Given
    world.databricks().setting("{\"%s\": 0}".formatted(quota));

    // When
    var job = apply("many", "");
    job.awaitShown("Reconciling", "True/Throttled");
    assertThat(job.message("Ready")).contains(text);
    world.databricks().setting("{\"%s\": null}".formatted(quota));

    // Then
    job.awaitInTime("the job", () -> job.shown("Ready").startsWith("True/"));
    assertThat(world.databricks().jobs()).hasSize(1);
  }

  @Test
  void aJobThatVanishesBeforeItIsActivatedIsMadeAgain() {
    // Given
    world
        .databricks()
        .fault("{\"route\": \"POST /api/2.2/jobs/reset\", \"times\": 1, \"status\": 503}");
    var job = apply("early", "  schedule: {quartz_cron_expression: 0 0 3 * * ?, timezone_id: UTC}");
    job.await("the failed activation", () -> job.shown("Reconciling").equals("True/Unreachable"));
    var first = job.status().jobId();

    // When
    job.deleteInDatabricks();
    job.awaitInTime(
        "another job", () -> job.status().jobId() != null && !first.equals(job.status().jobId()));
    job.awaitSynced();

    // Then
    assertThat(world.databricks().jobs()).hasSize(1);
    assertThat(job.live().at("/schedule/pause_status").asText()).isEqualTo("UNPAUSED");
  }

  private WatchedJob apply(String name, String more) {
    world.apply(Manifests.job(name, more));
    return new WatchedJob(world, name);
  }

  private static String refusal(int status, String code, String message) {
    return "{\"route\": \"%s\", \"status\": %d, \"body\": {\"error_code\": \"%s\", \"message\": \"%s\"}}"
        .formatted(CREATE, status, code, message);
  }
}
