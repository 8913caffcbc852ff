package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Phase;
import io.databricksoperator.api.RunStatus;
import io.databricksoperator.api.RunStatus.TaskStatus;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the status tells of a run's tasks. */
class RunTasksTest {

  private static final String GET = "GET /api/2.2/jobs/runs/get";
  private static final String OUTPUT = "GET /api/2.2/jobs/runs/get-output";

  /** Where calls are counted: what a poll brought is acted on before the next one. */
  private static final Duration SLOWLY = Duration.ofMillis(250);

  private static World world;
  private static Progress progress;

  @BeforeAll
  static void start() {
    world = World.started();
    progress = Progress.of(world);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void aForEachTaskTellsHowItsIterationsWentAndWhyOneFailed() {
    // Given
    world
        .databricks()
        .script(
            """
            {"job": "loop", "input": "2", "attempts": [{"result": "FAILED",
             "message": "Workload failed, see run output for details",
             "error": "ValueError: two is bad"}]}
            """);
    progress.job(
        "loop",
        "[{task_key: each, for_each_task: {inputs: \"[1, 2, 3]\", concurrency: 3,"
            + " task: {task_key: one, notebook_task: {notebook_path: /x}}}},"
            + " {task_key: good, for_each_task: {inputs: \"[7]\","
            + " task: {task_key: other, notebook_task: {notebook_path: /y}}}}]",
        "repairPolicy: {}");

    // When
    var runId = progress.start("loop", "loop", "").runId();
    var status = progress.by(SLOWLY).end("loop");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Failed);
    assertThat(status.message()).contains("task each").contains("ValueError: two is bad");
    assertThat(task(status, "each").message()).isEqualTo("2 of 3 iterations succeeded, 1 failed");
    assertThat(world.databricks().calls(GET, runId)).as("the run that ended").hasSize(1);
    assertThat(world.databricks().calls(GET, task(status, "each").runId()))
        .as("the for-each that failed")
        .hasSize(1);
    assertThat(world.databricks().calls(GET, task(status, "good").runId())).isEmpty();
  }

  @Test
  void aConditionTaskTellsWhatItFound() {
    // Given
    progress.job(
        "fork",
        "[{task_key: check, condition_task: {op: EQUAL_TO, left: \"1\", right: \"1\"}},"
            + " {task_key: yes, depends_on: [{task_key: check, outcome: \"true\"}],"
            + " notebook_task: {notebook_path: /y}},"
            + " {task_key: no, depends_on: [{task_key: check, outcome: \"false\"}],"
            + " notebook_task: {notebook_path: /n}}]",
        "");

    // When
    progress.start("fork", "fork", "");
    var status = progress.end("fork");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(task(status, "check").message()).isEqualTo("the condition is true");
    assertThat(task(status, "no").outcome()).isEqualTo("EXCLUDED");
  }

  @Test
  void ofManyTasksAHundredAreShownFailedOnesFirst() {
    // Given
    world
        .databricks()
        .script(
            """
            {"job": "wide", "task": "t118", "attempts": [{"result": "FAILED", "error": "boom 118"}]}
            """);
    progress.job(
        "wide",
        IntStream.range(0, 120)
            .mapToObj(i -> "{task_key: t%d, notebook_task: {notebook_path: /t}}".formatted(i))
            .collect(Collectors.joining(", ", "[", "]")),
        "repairPolicy: {}");

    // When
    var runId = progress.start("wide", "wide", "").runId();
    var status = progress.by(SLOWLY).end("wide");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Failed);
    assertThat(status.tasks()).hasSize(100);
    assertThat(status.tasks().getFirst().key()).isEqualTo("t118");
    assertThat(status.tasks().getFirst().error()).contains("boom 118");
    assertThat(status.message()).contains("t118").contains("boom 118");
    assertThat(status.attempts().getFirst().failedTasks()).containsExactly("t118");
    assertThat(world.databricks().calls(GET, runId)).hasSize(2);
    assertThat(world.databricks().calls(OUTPUT, null))
        .filteredOn(c -> c.path("query").asText().contains(status.tasks().getFirst().runId()))
        .hasSize(1);
  }

  @Test
  void anActiveRunTellsHowFarItIs() {
    // Given
    world
        .databricks()
        .script("{\"job\": \"far\", \"task\": \"b\", \"attempts\": [{\"duration\": \"PT5M\"}]}");
    progress.job(
        "far",
        "[{task_key: a, notebook_task: {notebook_path: /a}},"
            + " {task_key: b, depends_on: [{task_key: a}], notebook_task: {notebook_path: /b}}]",
        "");

    // When
    progress.start("far", "far", "");
    var status = progress.until("progress", "far", s -> s.message().startsWith("1 of 2"));

    // Then
    assertThat(status.message()).isEqualTo("1 of 2 tasks ended");
    assertThat(task(status, "a").outcome()).isEqualTo("SUCCESS");
    assertThat(task(status, "b").outcome()).isNull();
  }

  private static TaskStatus task(RunStatus status, String key) {
    return status.tasks().stream().filter(t -> t.key().equals(key)).findFirst().orElseThrow();
  }
}
