package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.JobStatus.Drift;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Someone changes a job in Databricks. */
class JobDriftTest {

  private static final String RESET = "POST /api/2.2/jobs/reset";

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
  void anEditIsPutBackWithinADriftIntervalAndToldOnce() {
    // Given
    var job = WatchedJob.ready(world, "edited", "  timeout_seconds: 60");

    // When
    job.edit("{\"timeout_seconds\": 7}");
    world.advance(Duration.ofMinutes(5));
    job.await("the event", () -> !job.events("DriftCorrected").isEmpty());
    job.awaitSynced();

    // Then
    assertThat(job.live().path("timeout_seconds").asInt()).isEqualTo(60);
    assertThat(job.events("DriftCorrected"))
        .containsExactly(
            "Warning DriftCorrected: someone changed the job in Databricks; putting back"
                + " timeout_seconds");
    assertThat(job.status().drift()).isNull();
    assertThat(job.shown("Drifted")).isEqualTo("absent");
    assertThat(world.databricks().calls(RESET)).isEqualTo(1);
  }

  @Test
  void whileItIsPutBackTheStatusShowsWhatDiffers() {
    // Given
    var job = WatchedJob.ready(world, "shown", "  timeout_seconds: 60");
    world
        .databricks()
        .fault("{\"route\": \"POST /api/2.2/jobs/reset\", \"status\": 503, \"times\": 1}");

    // When
    job.edit("{\"timeout_seconds\": 7}");
    world.advance(Duration.ofMinutes(5));
    job.await("the drift", () -> job.status().drift() != null);

    // Then
    assertThat(job.status().drift())
        .containsExactly(new Drift("timeout_seconds", "Changed", "60", "7"));
    assertThat(job.shown("Ready")).startsWith("True/");
    job.awaitInTime("the correction", () -> job.status().drift() == null);
    assertThat(job.live().path("timeout_seconds").asInt()).isEqualTo(60);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schedule|{\"schedule\": {\"quartz_cron_expression\": \"0 0 1 * * ?\", \"timezone_id\":"
            + " \"UTC\"}}",
        "tasks/extra|{\"tasks\": [{\"task_key\": \"extra\", \"notebook_task\": {\"notebook_path\":"
            + " \"/x\"}}]}",
        "email_notifications|{\"email_notifications\": {\"on_failure\":" + " [\"a@example.com\"]}}",
        "description|{\"description\": \"mine now\"}",
        "edit_mode|{\"edit_mode\": \"EDITABLE\"}",
        "queue|{\"queue\": {\"enabled\": false}}",
        "parameters|{\"parameters\": [{\"name\": \"day\", \"default\": \"1\"}]}",
        "run_as|{\"run_as\": {\"user_name\": \"person@example.com\"}}"
      })
  void whatIsAddedOrSwitchedIsDriftToo(String path, String edit) {
    // Given
    var job = WatchedJob.ready(world, "added-" + path.replaceAll("[^a-z]", "-"), "");
    var before = job.live();

    // When
    job.edit(edit);
    world.advance(Duration.ofMinutes(5));
    job.await("the event", () -> !job.events("DriftCorrected").isEmpty());
    job.awaitSynced();

    // Then
    assertThat(job.events("DriftCorrected").getFirst()).contains(path);
    assertThat(job.live()).isEqualTo(before);
  }

  @Test
  void anAddedTagIsDriftAndATakenOwnerTagTooIsPutBack() {
    // Given
    var job = WatchedJob.ready(world, "tagged", "  tags: {team: data}");

    // When
    job.edit("{\"tags\": {\"team\": \"data\", \"cost\": \"none\"}}");
    world.advance(Duration.ofMinutes(5));
    job.await("the event", () -> !job.events("DriftCorrected").isEmpty());
    job.awaitSynced();

    // Then
    assertThat(job.events("DriftCorrected").getFirst())
        .contains("tags/cost")
        .contains("tags/databricks-operator-owner");
    assertThat(job.live().path("tags").has("cost")).isFalse();
    assertThat(job.live().path("tags").has("databricks-operator-owner")).isTrue();
  }

  @Test
  void reportOnlyTells() {
    // Given
    var job = WatchedJob.ready(world, "reported", "  timeout_seconds: 60\ndriftPolicy: Report\n");

    // When
    job.edit("{\"timeout_seconds\": 7}");
    world.advance(Duration.ofMinutes(5));
    job.awaitShown("Drifted", "True/DriftReported");
    world.advance(Duration.ofMinutes(5));
    world.databricks().forgetLedger();
    World.await("a sweep").until(() -> world.databricks().calls("GET /api/2.2/jobs/list") > 0);

    // Then
    assertThat(job.shown("Synced")).isEqualTo("False/DriftReported");
    assertThat(job.shown("Ready")).startsWith("True/");
    assertThat(job.message("Drifted")).contains("timeout_seconds");
    assertThat(job.status().drift())
        .containsExactly(new Drift("timeout_seconds", "Changed", "60", "7"));
    assertThat(job.events("DriftReported")).hasSize(1);
    assertThat(world.databricks().calls(RESET)).isZero();

    // When
    job.edit("{\"timeout_seconds\": 60}");
    world.advance(Duration.ofMinutes(5));
    job.awaitSynced();

    // Then
    assertThat(job.status().drift()).isNull();
    assertThat(world.databricks().calls(RESET)).isZero();
  }

  @Test
  void whoTurnsFromReportToCorrectGetsItPutBackAtOnce() {
    // Given
    var job = WatchedJob.ready(world, "turned", "  timeout_seconds: 60\ndriftPolicy: Report\n");
    job.edit("{\"timeout_seconds\": 7}");
    world.advance(Duration.ofMinutes(5));
    job.awaitShown("Drifted", "True/DriftReported");

    // When
    WatchedJob.ready(world, "turned", "  timeout_seconds: 60\ndriftPolicy: Correct\n");

    // Then
    assertThat(job.live().path("timeout_seconds").asInt()).isEqualTo(60);
    assertThat(job.events("DriftCorrected")).hasSize(1);
  }

  @Test
  void aJobDeletedInDatabricksIsMadeAgainAfterTwoLooksAMinuteApart() {
    // Given
    var job = WatchedJob.ready(world, "vanished", "");
    var first = job.status().jobId();

    // When
    job.deleteInDatabricks();
    world.advance(Duration.ofMinutes(5));
    job.await("the first miss", () -> job.status().missingSince() != null);
    var made = world.databricks().effects("JobCreated");
    job.awaitInTime("a new job", () -> !first.equals(job.status().jobId()));
    job.awaitSynced();

    // Then
    assertThat(world.databricks().effects("JobCreated")).isEqualTo(made + 1);
    assertThat(job.events("JobGone"))
        .containsExactly(
            "Warning JobGone: someone deleted job " + first + " in Databricks; it is made again");
    assertThat(job.status().missingSince()).isNull();
  }

  @Test
  void withReportADeletedJobIsOnlyTold() {
    // Given
    var job = WatchedJob.ready(world, "lamented", "driftPolicy: Report");
    var made = world.databricks().effects("JobCreated");

    // When
    job.deleteInDatabricks();
    world.advance(Duration.ofMinutes(5));
    job.awaitInTime("the news", () -> job.shown("Drifted").equals("True/JobGone"));
    world.advance(Duration.ofMinutes(5));

    // Then
    assertThat(job.shown("Stalled")).isEqualTo("True/JobGone");
    assertThat(job.shown("Ready")).isEqualTo("False/JobGone");
    assertThat(world.databricks().effects("JobCreated")).isEqualTo(made);
    assertThat(job.events("JobGone")).hasSize(1);
  }
}
