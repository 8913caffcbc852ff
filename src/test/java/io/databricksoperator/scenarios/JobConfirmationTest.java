package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.World;
import io.databricksoperator.settings.OwnerTag;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Someone changes a job while reads do not show our write yet: what they did is not the server's.
 */
class JobConfirmationTest {

  private static final String GET = "GET /api/2.2/jobs/get";
  private static final String LIST = "GET /api/2.2/jobs/list";
  private static final String RESET = "POST /api/2.2/jobs/reset";

  private World world;

  @BeforeEach
  void start() {
    world = World.started();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void whatAPersonAddsMeanwhileIsPutBack() {
    // Given
    var job = late("added", "");

    // When
    addTo(job);
    job.awaitInTime("the news", () -> !job.events("DriftCorrected").isEmpty());
    job.awaitSynced();

    // Then
    assertThat(job.events("DriftCorrected").getFirst()).contains("schedule", "tags/cost");
    assertThat(job.live().has("schedule")).isFalse();
    assertThat(job.live().path("tags").has("cost")).isFalse();
    assertThat(job.live().path("timeout_seconds").asInt()).isEqualTo(9);
    assertThat(job.status().serverOwned()).isNull();
  }

  @Test
  void whatAPersonChangesMeanwhileIsPutBackToo() {
    // Given
    var job = late("changed", "");

    // When
    job.edit("{\"timeout_seconds\": 7}");
    job.awaitInTime("the news", () -> !job.events("DriftCorrected").isEmpty());
    job.awaitSynced();

    // Then
    assertThat(job.live().path("timeout_seconds").asInt()).isEqualTo(9);
    assertThat(job.status().serverOwned()).isNull();
  }

  @Test
  void withReportItIsToldAndStays() {
    // Given
    var job = late("told", "driftPolicy: Report\n");

    // When
    addTo(job);
    job.awaitInTime("the news", () -> job.shown("Drifted").equals("True/DriftReported"));

    // Then
    assertThat(job.shown("Ready")).startsWith("True/");
    assertThat(job.shown("Synced")).isEqualTo("False/DriftReported");
    assertThat(job.message("Drifted")).contains("schedule", "tags/cost");
    assertThat(job.live().has("schedule")).isTrue();
    assertThat(job.status().serverOwned()).isNull();
    assertThat(world.databricks().calls(RESET)).isEqualTo(1);
  }

  @Test
  void whatComesBackAfterEveryWriteIsContestedAndNotWrittenForEver() {
    // Given
    var job = WatchedJob.ready(world, "stubborn", "");
    var whole = whole(job);
    settings(whole).put("timeout_seconds", 9);
    settings(whole).withObject("/tags").put("injected", "1");
    shows(whole);
    world.databricks().forgetLedger();

    // When
    world.apply(Manifests.job("stubborn", "  timeout_seconds: 9"));
    job.awaitInTime("the end of it", () -> job.shown("Drifted").equals("True/Contested"));

    // Then
    assertThat(world.databricks().calls(RESET)).isEqualTo(3);
    assertThat(job.shown("Ready")).startsWith("True/");
    assertThat(job.shown("Synced")).isEqualTo("False/Contested");
    assertThat(job.message("Synced")).contains("tags/injected");
    assertThat(job.events("Contested")).hasSize(1);
    assertThat(job.status().serverOwned()).isNull();

    // When
    for (int i = 0; i < 3; i++) {
      int before = world.databricks().calls(LIST);
      world.advance(Duration.ofMinutes(5));
      World.await("a sweep").until(() -> world.databricks().calls(LIST) > before);
    }

    // Then
    assertThat(world.databricks().calls(RESET)).isEqualTo(3);
  }

  /** A job whose new manifest was just written, and two reads show what was before. */
  private WatchedJob late(String name, String more) {
    var job = WatchedJob.ready(world, name, more);
    var whole = whole(job);
    world
        .databricks()
        .fault(
            "{\"route\": \"%s\", \"status\": 200, \"times\": 2, \"body\": %s}"
                .formatted(GET, whole));
    world.databricks().forgetLedger();
    world.apply(Manifests.job(name, "  timeout_seconds: 9\n" + more));
    job.await("a read that is late", () -> reads(job) == 1);
    return job;
  }

  private static int reads(WatchedJob job) {
    var baseline = job.status().baseline();
    return baseline == null || baseline.reads() == null ? 0 : baseline.reads();
  }

  private static void addTo(WatchedJob job) {
    job.edit(
        """
        {"schedule": {"quartz_cron_expression": "0 0 1 * * ?", "timezone_id": "UTC"},
         "tags": {"cost": "none", "%s": "%s"}}
        """
            .formatted(OwnerTag.NAME, owner(job)));
  }

  private static String owner(WatchedJob job) {
    return job.world()
        .databricks()
        .jobs()
        .getFirst()
        .at("/settings/tags")
        .path(OwnerTag.NAME)
        .asText();
  }

  private ObjectNode whole(WatchedJob job) {
    return (ObjectNode) world.databricks().get("/api/2.2/jobs/get?job_id=" + job.status().jobId());
  }

  private static ObjectNode settings(ObjectNode whole) {
    return (ObjectNode) whole.path("settings");
  }

  /** From now on reads and lists show the job so, whatever is written. */
  private void shows(ObjectNode whole) {
    var item = whole.deepCopy();
    item.remove("run_as_user_name");
    answer(GET, whole);
    answer(LIST, item.objectNode().set("jobs", item.arrayNode().add(item)));
  }

  private void answer(String route, JsonNode body) {
    world
        .databricks()
        .fault("{\"route\": \"%s\", \"status\": 200, \"body\": %s}".formatted(route, body));
  }
}
