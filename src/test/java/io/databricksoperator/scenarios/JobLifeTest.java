package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.World;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job is created, changed, paused and deleted as its manifest says. */
class JobLifeTest {

  private static final String SCHEDULE =
      """
        schedule: {quartz_cron_expression: "0 0 3 * * ?", timezone_id: UTC}
      """;

  private static World world;

  @BeforeAll
  static void start() {
    world = World.started();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void forget() {
    world.databricks().forgetLedger();
  }

  @Test
  void aJobWithoutAScheduleTakesThreeCallsToCreate() {
    // When
    var job = WatchedJob.ready(world, "plain", "");

    // Then
    assertThat(world.databricks().ledger().path("calls").findValuesAsText("route"))
        .containsExactly("/api/2.2/jobs/list", "/api/2.2/jobs/create", "/api/2.2/jobs/get");
    assertThat(job.shown("Ready")).isEqualTo("True/Created");
    assertThat(job.shown("Reconciling")).isEqualTo("absent");
    assertThat(job.events())
        .containsExactly("Normal Created: created as job " + job.status().jobId());
    assertThat(job.status().url()).contains(job.status().jobId()).startsWith("http");
  }

  @Test
  void aJobWithAScheduleIsBornPausedAndThenActivatedInFourCalls() {
    // When
    var job = WatchedJob.ready(world, "nightly", SCHEDULE);

    // Then
    var calls = world.databricks().ledger().path("calls");
    assertThat(calls.findValuesAsText("route"))
        .containsExactly(
            "/api/2.2/jobs/list",
            "/api/2.2/jobs/create",
            "/api/2.2/jobs/reset",
            "/api/2.2/jobs/get");
    assertThat(calls.get(1).at("/request/schedule/pause_status").asText()).isEqualTo("PAUSED");
    assertThat(job.live().at("/schedule/pause_status").asText()).isEqualTo("UNPAUSED");
  }

  @Test
  void aChangedManifestIsOneReset() {
    // Given
    var job = WatchedJob.ready(world, "changing", "");
    world.databricks().forgetLedger();

    // When
    world.apply(Manifests.job("changing", "  timeout_seconds: 60"));
    job.awaitSynced();

    // Then
    assertThat(world.databricks().calls("POST /api/2.2/jobs/reset")).isEqualTo(1);
    assertThat(world.databricks().calls("GET /api/2.2/jobs/get")).isEqualTo(1);
    assertThat(job.live().path("timeout_seconds").asInt()).isEqualTo(60);
    assertThat(job.shown("Ready")).isEqualTo("True/Updated");
    assertThat(job.events("Updated")).hasSize(1);
  }

  @Test
  void aChangeOfWhatDatabricksDoesNotSeeIsTakenInWithoutAWrite() {
    // Given
    var job = WatchedJob.ready(world, "policy", "");
    world.databricks().forgetLedger();

    // When
    world.apply(Manifests.job("policy", "repairPolicy: {}"));
    job.awaitSynced();

    // Then
    assertThat(world.databricks().calls("POST /api/2.2/jobs/reset")).isZero();
    assertThat(job.status().observedGeneration())
        .isEqualTo(job.object().getMetadata().getGeneration());
  }

  @Test
  void suspendPausesTheScheduleAndResumingStartsItAgain() {
    // Given
    var job = WatchedJob.ready(world, "paused", SCHEDULE);

    // When
    world.apply(Manifests.job("paused", SCHEDULE + "suspend: true\n"));
    job.awaitSynced();
    var suspended = job.live().at("/schedule/pause_status").asText();
    world.apply(Manifests.job("paused", SCHEDULE));
    job.awaitSynced();

    // Then
    assertThat(suspended).isEqualTo("PAUSED");
    assertThat(job.live().at("/schedule/pause_status").asText()).isEqualTo("UNPAUSED");
  }

  @Test
  void suspendPausesATriggerAndAContinuousJobToo() {
    // When
    var trigger =
        WatchedJob.ready(
            world, "trigger", "  trigger: {periodic: {interval: 1, unit: DAYS}}\nsuspend: true\n");
    var continuous = WatchedJob.ready(world, "continuous", "  continuous: {}\nsuspend: true\n");

    // Then
    assertThat(trigger.live().at("/trigger/pause_status").asText()).isEqualTo("PAUSED");
    assertThat(continuous.live().at("/continuous/pause_status").asText()).isEqualTo("PAUSED");
    assertThat(world.databricks().calls("POST /api/2.2/jobs/reset")).isZero();
  }

  @Test
  void aDeletedObjectTakesItsJobAlong() {
    // Given
    var job = WatchedJob.ready(world, "leaving", "");
    var id = job.status().jobId();

    // When
    world.delete(job.object());
    job.awaitGone();

    // Then
    assertThat(ids()).doesNotContain(id);
    assertThat(world.databricks().calls("POST /api/2.2/jobs/delete")).isEqualTo(1);
  }

  @Test
  void deletedAndCreatedAgainIsAnotherJob() {
    // Given
    var job = WatchedJob.ready(world, "again", "");
    var first = job.status().jobId();
    world.delete(job.object());
    job.awaitGone();

    // When
    WatchedJob.ready(world, "again", "");

    // Then
    assertThat(job.status().jobId()).isNotEqualTo(first);
    assertThat(ids()).contains(job.status().jobId()).doesNotContain(first);
  }

  @Test
  void aRetainedJobStaysAndIsTakenAgainByTheSameObject() {
    // Given
    var job = WatchedJob.ready(world, "kept", SCHEDULE + "deletionPolicy: Retain\n");
    var first = job.status().jobId();
    world.delete(job.object());
    job.awaitGone();
    assertThat(ids()).contains(first);

    // When
    WatchedJob.ready(world, "kept", "  timeout_seconds: 5\ndeletionPolicy: Retain\n");

    // Then
    assertThat(job.status().jobId()).isEqualTo(first);
    assertThat(job.live().path("timeout_seconds").asInt()).isEqualTo(5);
    assertThat(job.live().has("schedule")).isFalse();
    assertThat(job.events("Found")).hasSize(1);
  }

  private static List<String> ids() {
    return world.databricks().jobs().stream().map(job -> job.path("job_id").asText()).toList();
  }
}
