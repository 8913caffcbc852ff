package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server does to settings by itself is no drift, and never leads to a loop of writes. */
class JobServerTest {

  private static final String GET = "GET /api/2.2/jobs/get";
  private static final String LIST = "GET /api/2.2/jobs/list";
  private static final String RESET = "POST /api/2.2/jobs/reset";
  private static final String CLUSTER =
      "[{task_key: only, notebook_task: {notebook_path: /x}, new_cluster:"
          + " {spark_version: 15.4.x-scala2.12, node_type_id: i3.xlarge, num_workers: 2}}]";

  private World world;

  @BeforeEach
  void start() {
    world = World.started();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS", "AZURE", "GCP"})
  void whatTheCloudFillsIntoAClusterIsNoDrift(String cloud) {
    // Given
    world.databricks().setting("{\"cloud\": \"%s\"}".formatted(cloud));
    var job = cluster("filled");
    world.databricks().forgetLedger();

    // When
    sweeps(3);

    // Then
    assertThat(world.databricks().calls(RESET)).isZero();
    assertThat(job.status().serverOwned()).isNull();
    assertThat(job.shown("Synced")).startsWith("True/");
  }

  @Test
  void whatAPolicyInjectsIsNoDriftWhileItStays() {
    // Given
    var job = new WatchedJob(world, "injected");
    answer(
        job, "injected", live -> cluster(live).putObject("custom_tags").put("cost-center", "42"));

    // When
    job.awaitSynced();
    world.databricks().forgetLedger();
    sweeps(3);

    // Then
    assertThat(world.databricks().calls(RESET)).isZero();
    assertThat(job.status().serverOwned()).isNull();
    assertThat(job.status().baseline().extras()).containsKey("tasks/only");
  }

  @Test
  void aValueThatTheServerKeepsIsListedAndNotFoughtOver() {
    // Given
    var job = new WatchedJob(world, "kept");
    answer(job, "kept", live -> cluster(live).put("num_workers", 5));

    // When
    job.awaitInTime("the server's own value", () -> job.status().serverOwned() != null);
    job.awaitSynced();
    world.databricks().forgetLedger();
    sweeps(3);

    // Then
    assertThat(job.status().serverOwned()).containsExactly("tasks/only/new_cluster/num_workers");
    assertThat(world.databricks().calls(RESET)).isZero();
    assertThat(job.shown("Drifted")).isEqualTo("absent");
  }

  @Test
  void aWriteThatNoReadShowsIsUnconfirmedAndMendsItself() {
    // Given
    var job = cluster("stale");
    world.databricks().fault(shows(whole(job)));

    // When
    world.apply(Manifests.job("stale", CLUSTER, "  timeout_seconds: 9"));
    job.awaitInTime("patience to end", () -> job.shown("Synced").equals("False/SyncUnconfirmed"));

    // Then
    assertThat(job.shown("Ready")).isEqualTo("False/SyncUnconfirmed");
    assertThat(job.shown("Reconciling")).isEqualTo("True/SyncUnconfirmed");

    // When
    world.databricks().heal();
    job.awaitInTime("the end of it", () -> job.shown("Synced").startsWith("True/"));

    // Then
    assertThat(job.status().serverOwned()).isNull();
    assertThat(world.databricks().calls(RESET)).isEqualTo(1);
  }

  @Test
  void aCorrectionThatNoReadShowsIsNotTakenForTheServersOwn() {
    // Given
    var job = WatchedJob.ready(world, "late", "  timeout_seconds: 60");
    job.edit("{\"timeout_seconds\": 7}");
    world.databricks().fault(shows(whole(job)));

    // When
    world.advance(Duration.ofMinutes(5));
    job.awaitInTime("patience to end", () -> job.shown("Synced").equals("False/SyncUnconfirmed"));
    world.databricks().heal();
    job.awaitInTime("the end of it", () -> job.shown("Synced").startsWith("True/"));

    // Then
    assertThat(job.status().serverOwned()).isNull();
    assertThat(job.live().path("timeout_seconds").asInt()).isEqualTo(60);
  }

  @Test
  void aFieldThatTheServerForgetsIsWrittenAtMostTwice() {
    // Given
    var job = WatchedJob.ready(world, "deaf", "");
    world.databricks().fault(shows(whole(job)));
    world.databricks().forgetLedger();

    // When
    world.apply(Manifests.job("deaf", "extraSettings: {brand_new: 1}"));
    job.awaitInTime("it to be accepted", () -> job.status().serverOwned() != null);
    job.awaitSynced();
    sweeps(3);

    // Then
    assertThat(job.status().serverOwned()).containsExactly("brand_new");
    assertThat(world.databricks().calls(RESET)).isLessThanOrEqualTo(2);
  }

  private WatchedJob cluster(String name) {
    world.apply(Manifests.job(name, CLUSTER, ""));
    var job = new WatchedJob(world, name);
    job.awaitSynced();
    return job;
  }

  /** Creates the job, and from then on reads show it as changed by the server. */
  private void answer(WatchedJob job, String name, Consumer<ObjectNode> change) {
    world.databricks().fault("{\"route\": \"%s\", \"status\": 503}".formatted(GET));
    world.apply(Manifests.job(name, CLUSTER, ""));
    job.await("the id", () -> job.status().jobId() != null);
    world.stopOperator();
    world.databricks().heal();
    ObjectNode whole = whole(job);
    change.accept((ObjectNode) whole.path("settings"));
    world.databricks().fault(shows(whole));
    var item = whole.deepCopy();
    item.remove("run_as_user_name");
    world
        .databricks()
        .fault(
            "{\"route\": \"%s\", \"status\": 200, \"body\": {\"jobs\": [%s]}}"
                .formatted(LIST, item));
    world.startOperator();
  }

  private ObjectNode whole(WatchedJob job) {
    return (ObjectNode) world.databricks().get("/api/2.2/jobs/get?job_id=" + job.status().jobId());
  }

  private static ObjectNode cluster(JsonNode settings) {
    return (ObjectNode) settings.at("/tasks/0/new_cluster");
  }

  private static String shows(JsonNode body) {
    return "{\"route\": \"%s\", \"status\": 200, \"body\": %s}".formatted(GET, body);
  }

  private void sweeps(int number) {
    int before = world.databricks().calls(LIST);
    for (int i = 1; i <= number; i++) {
      int expected = before + i;
      world.advance(Duration.ofMinutes(5));
      World.await("a sweep").until(() -> world.databricks().calls(LIST) >= expected);
    }
  }
}
