package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.World;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a manifest says is what is sent, or it is refused before anything is sent. */
class JobManifestTest {

  private static World world;
  private static int number;

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{task_key: a, depends_on: [{task_key: b}], notebook_task: {notebook_path: /x}},"
            + " {task_key: b, depends_on: [{task_key: a}], notebook_task: {notebook_path:"
            + " /x}}]|settings.tasks[0].depends_on|a -> b -> a",
        "[{task_key: a, depends_on: [{task_key: gone}], notebook_task: {notebook_path: /x}}]"
            + "|settings.tasks[0].depends_on[0]|gone",
        "[{task_key: a, notebook_task: {notebook_path: /x}},"
            + " {task_key: a, notebook_task: {notebook_path: /y}}]|settings.tasks[1]|task_key a",
        "[{task_key: a, job_cluster_key: big, notebook_task: {notebook_path: /x}}]"
            + "|settings.tasks[0].job_cluster_key|big",
        "[{task_key: a, environment_key: env, spark_python_task: {python_file: /x}}]"
            + "|settings.tasks[0].environment_key|env"
      })
  void whatCanNeverWorkIsRefusedBeforeAnyCallByNamingThePlace(
      String tasks, String path, String word) {
    // When
    var name = "wrong-" + number++;
    world.apply(Manifests.job(name, tasks, ""));
    var job = new WatchedJob(world, name);
    job.awaitShown("Stalled", "True/InvalidSettings");

    // Then
    assertThat(job.message("Ready")).startsWith(path).contains(word);
    assertThat(world.databricks().ledger().path("calls")).isEmpty();

    // When
    WatchedJob.ready(world, name, "");

    // Then
    assertThat(job.shown("Stalled")).isEqualTo("absent");
  }

  @Test
  void aWrongPatternInTheRepairPolicyIsRefusedToo() {
    // When
    world.apply(
        Manifests.job(
            "pattern",
            "repairPolicy: {rules: [{action: Stop, when: {errorMatches: \"(unclosed\"}}]}"));
    var job = new WatchedJob(world, "pattern");
    job.awaitShown("Stalled", "True/InvalidSettings");

    // Then
    assertThat(job.message("Ready")).contains("repairPolicy").contains("errorMatches");
    assertThat(world.databricks().ledger().path("calls")).isEmpty();
  }

  @Test
  void aJobThatBecomesInvalidStaysAsItIsAndGoingBackHeals() {
    // Given
    var job = WatchedJob.ready(world, "worse", "");
    world.databricks().forgetLedger();

    // When
    world.apply(
        Manifests.job(
            "worse",
            "[{task_key: only, job_cluster_key: no, notebook_task: {notebook_path: /Shared/only}}]",
            ""));
    job.awaitShown("Stalled", "True/InvalidSettings");
    WatchedJob.ready(world, "worse", "");

    // Then
    assertThat(world.databricks().calls("POST /api/2.2/jobs/reset")).isZero();
    assertThat(job.shown("Stalled")).isEqualTo("absent");
  }

  @Test
  void aJobThatIsInvalidCanBeDeleted() {
    // Given
    var job = WatchedJob.ready(world, "doomed", "");
    world.apply(
        Manifests.job(
            "doomed",
            "[{task_key: only, job_cluster_key: no, notebook_task: {notebook_path: /x}}]",
            ""));
    job.awaitShown("Stalled", "True/InvalidSettings");

    // When
    world.delete(job.object());
    job.awaitGone();

    // Then
    assertThat(world.databricks().calls("POST /api/2.2/jobs/delete")).isEqualTo(1);
  }

  @Test
  void everythingTheServerWouldChooseByItselfIsSentExplicitly() {
    // When
    var job = WatchedJob.ready(world, "explicit", "");

    // Then
    var sent = sent("/api/2.2/jobs/create");
    assertThat(sent.at("/run_as/user_name").asText())
        .isEqualTo(world.workspace().getStatus().user());
    assertThat(sent.at("/queue/enabled").asBoolean()).isTrue();
    assertThat(sent.path("edit_mode").asText()).isEqualTo("UI_LOCKED");
    assertThat(sent.at("/tags/databricks-operator-owner").asText())
        .matches("[0-9a-f]+\\.[0-9a-f]+");
    assertThat(sent.path("name").asText()).isEqualTo("explicit");
    assertThat(job.live().path("edit_mode").asText()).isEqualTo("UI_LOCKED");
  }

  @Test
  void extraSettingsAreLaidOver() {
    // When
    WatchedJob.ready(
        world,
        "extra",
        """
          timeout_seconds: 60
          description: gone
        extraSettings:
          description: null
          edit_mode: EDITABLE
          tasks:
            - {task_key: only, max_retries: 3, brand_new_field: {a: 1}}
            - {task_key: more, notebook_task: {notebook_path: /more}}
        """);

    // Then
    var sent = sent("/api/2.2/jobs/create");
    assertThat(sent.path("timeout_seconds").asInt()).isEqualTo(60);
    assertThat(sent.has("description")).isFalse();
    assertThat(sent.path("edit_mode").asText()).isEqualTo("EDITABLE");
    assertThat(sent.at("/tasks/0/notebook_task/notebook_path").asText()).isEqualTo("/Shared/only");
    assertThat(sent.at("/tasks/0/max_retries").asInt()).isEqualTo(3);
    assertThat(sent.at("/tasks/0/brand_new_field/a").asInt()).isEqualTo(1);
    assertThat(sent.at("/tasks/1/task_key").asText()).isEqualTo("more");
  }

  @Test
  void aJobMayBeDescribedInAnyLanguage() {
    // When
    var job = WatchedJob.ready(world, "words", "  description: nächtlich – 夜間\n");
    WatchedJob.ready(world, "words", "  description: täglich – 毎日\n");

    // Then
    assertThat(job.live().path("description").asText()).isEqualTo("täglich – 毎日");
    assertThat(job.shown("Synced")).isEqualTo("True/Updated");
  }

  @Test
  void longIdsStayWhole() {
    // When
    var job = WatchedJob.ready(world, "long", "");
    WatchedJob.ready(world, "long", "  timeout_seconds: 1");

    // Then
    long id = Long.parseLong(job.status().jobId());
    assertThat(id).isGreaterThan(1L << 53);
    assertThat(sent("/api/2.2/jobs/reset", "/job_id").asLong()).isEqualTo(id);
    assertThat(world.databricks().jobs()).anyMatch(live -> live.path("job_id").asLong() == id);
  }

  private static JsonNode sent(String route) {
    return sent(route, "");
  }

  private static JsonNode sent(String route, String pointer) {
    var calls = world.databricks().ledger().path("calls");
    return StreamSupport.stream(calls.spliterator(), false)
        .filter(call -> call.path("route").asText().equals(route))
        .findFirst()
        .orElseThrow()
        .path("request")
        .at(pointer);
  }
}
