package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.SimulatedDatabricks;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.World;
import io.databricksoperator.settings.OwnerTag;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose a job is: told by its tag, never by its name. */
class JobOwnerTest {

  private static final String CREATE = "/api/2.2/jobs/create";

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
  void twoObjectsWithTheSameJobNameStayTwoJobs() {
    // Given
    var first = WatchedJob.ready(world, "first", "extraSettings: {name: same}");

    // When
    var second = WatchedJob.ready(world, "second", "extraSettings: {name: same}");

    // Then
    assertThat(second.status().jobId()).isNotEqualTo(first.status().jobId());
    assertThat(first.live().path("name")).isEqualTo(second.live().path("name"));
  }

  @Test
  void theSameObjectNameInTwoNamespacesIsTwoJobs() {
    // Given
    var here = WatchedJob.ready(world, "twin", "");
    var key = "metadata: {name: %s}";
    var there = "metadata: {name: %s, namespace: other}";
    world.apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: other}\n");
    world.apply(
        Manifests.secret(SimulatedDatabricks.TOKEN)
            .replace(key.formatted("dbx"), there.formatted("dbx")));
    world.apply(
        Manifests.workspace(world.databricks().url())
            .replace(key.formatted("main"), there.formatted("main")));

    // When
    world.apply(Manifests.job("twin", "").replace(key.formatted("twin"), there.formatted("twin")));
    World.await("the other twin").until(() -> Shown.of(twin()).isTrue("Ready"));

    // Then
    assertThat(twin().getStatus().jobId()).isNotEqualTo(here.status().jobId());
  }

  @Test
  void aJobOfAnotherInstallationIsNeitherTakenNorDoubled() {
    // Given
    create("foreign", tag("elsewhere", "foreign"));
    world.databricks().forgetLedger();

    // When
    world.apply(Manifests.job("foreign", ""));
    var job = new WatchedJob(world, "foreign");
    job.awaitShown("Stalled", "True/OwnedByAnother");

    // Then
    assertThat(writes()).isEmpty();
    assertThat(job.message("Stalled")).contains("installation");
    world.delete(job.object());
    job.awaitGone();
    assertThat(writes()).isEmpty();
  }

  @Test
  void aCopyThatALostAnswerLeftBehindIsRemoved() {
    // Given
    var job = doubled("copied");
    var copy = copyOf(job);
    world.databricks().forgetLedger();

    // When
    world.advance(Duration.ofMinutes(5));
    job.await("the copy to go", () -> !ids().contains(copy));

    // Then
    assertThat(ids()).contains(job.status().jobId());
    assertThat(job.shown("Synced")).startsWith("True/");
  }

  @Test
  void aCopyThatRanIsToldOnceAndStays() {
    // Given
    var job = doubled("ran");
    var copy = copyOf(job);
    world.databricks().post("/api/2.2/jobs/run-now", "{\"job_id\": %s}", copy);
    world.databricks().forgetLedger();

    // When
    world.advance(Duration.ofMinutes(5));
    job.await("the news", () -> !job.events("OwnedByAnother").isEmpty());
    for (int i = 2; i <= 3; i++) {
      int sweeps = i;
      world.advance(Duration.ofMinutes(5));
      World.await("a sweep")
          .until(() -> world.databricks().calls("GET /api/2.2/jobs/list") >= sweeps);
    }

    // Then
    assertThat(world.databricks().calls("GET /api/2.2/jobs/runs/list")).isEqualTo(1);
    assertThat(ids()).contains(copy);
    assertThat(job.events("OwnedByAnother")).hasSize(1).first().asString().contains(copy);
    assertThat(job.shown("Ready")).startsWith("True/");
  }

  @Test
  void aCopyThatALostAnswerLeftBehindGoesWithItsObject() {
    // Given
    var job = doubled("parting");
    var both = List.of(copyOf(job), job.status().jobId());

    // When
    world.delete(job.object());
    job.awaitGone();

    // Then
    assertThat(ids()).doesNotContainAnyElementsOf(both);
    assertThat(job.events("Orphaned")).isEmpty();
  }

  @Test
  void aCopyThatRanStaysAndIsNamedWhenItsObjectGoes() {
    // Given
    var job = doubled("survived");
    var id = job.status().jobId();
    var copy = copyOf(job);
    world.databricks().post("/api/2.2/jobs/run-now", "{\"job_id\": %s}", copy);

    // When
    world.delete(job.object());
    job.awaitGone();

    // Then
    assertThat(ids()).contains(copy).doesNotContain(id);
    assertThat(job.events("Orphaned")).singleElement().asString().contains("job " + copy);
  }

  @Test
  void aJobThatAPersonCopiedIsNeverRemoved() {
    // Given
    var job = WatchedJob.ready(world, "cloned", "");
    var own = job.live().path("tags").path(OwnerTag.NAME).asText();
    var copy = create("cloned", own);

    // When
    world.advance(Duration.ofMinutes(5));
    job.await("the news", () -> !job.events("OwnedByAnother").isEmpty());

    // Then
    assertThat(ids()).contains(copy);
  }

  /** A job whose create was answered so badly, and listed so late, that there are two. */
  private static WatchedJob doubled(String name) {
    world.databricks().setting("{\"listDelay\": \"PT90S\"}");
    world
        .databricks()
        .fault("{\"route\": \"POST %s\", \"drop\": \"after\", \"times\": 1}".formatted(CREATE));
    world.apply(Manifests.job(name, ""));
    var job = new WatchedJob(world, name);
    job.awaitShown("Reconciling", "True/Unreachable");
    world.advance(Duration.ofSeconds(61));
    job.awaitSynced();
    world.databricks().setting("{\"listDelay\": null}");
    return job;
  }

  private static String copyOf(WatchedJob job) {
    return world.databricks().jobs().stream()
        .filter(live -> live.at("/settings/name").asText().equals(job.name()))
        .map(live -> live.path("job_id").asText())
        .filter(id -> !id.equals(job.status().jobId()))
        .findFirst()
        .orElseThrow();
  }

  private static DatabricksJob twin() {
    return world
        .client()
        .resources(DatabricksJob.class)
        .inNamespace("other")
        .withName("twin")
        .get();
  }

  private static String tag(String installation, String name) {
    return OwnerTag.of(installation, World.NAMESPACE, name).value();
  }

  private static String create(String name, String tag) {
    return world
        .databricks()
        .post(
            CREATE,
            "{\"name\": \"%s\", \"tags\": {\"%s\": \"%s\"}, \"tasks\": [{\"task_key\": \"only\","
                + " \"notebook_task\": {\"notebook_path\": \"/x\"}}]}",
            name,
            OwnerTag.NAME,
            tag)
        .path("job_id")
        .asText();
  }

  private static List<String> ids() {
    return world.databricks().jobs().stream().map(job -> job.path("job_id").asText()).toList();
  }

  private static List<String> writes() {
    return world.databricks().ledger().path("calls").findValuesAsText("method").stream()
        .filter("POST"::equals)
        .toList();
  }
}
