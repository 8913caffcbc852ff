package io.databricksoperator.simulator;

import static io.databricksoperator.simulator.WorkspaceClient.code;
import static io.databricksoperator.simulator.WorkspaceClient.result;
import static io.databricksoperator.simulator.WorkspaceClient.state;
import static io.databricksoperator.simulator.WorkspaceClient.stream;
import static io.databricksoperator.simulator.WorkspaceClient.task;
import static io.databricksoperator.simulator.WorkspaceClient.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions, loops and the values that flow between tasks. */
class ReferencesTest {
  private final WorkspaceClient workspace = WorkspaceClient.start();

  @AfterEach
  void close() {
    workspace.close();
  }

  private long ran(long job, String more) {
    long run = workspace.runNow(job, more);
    workspace.advance("PT12H");
    return run;
  }

  private static String condition(String key, String op, String left, String right) {
    return "{'task_key':'"
        + key
        + "','condition_task':{'op':'"
        + op
        + "','left':'"
        + left
        + "','right':'"
        + right
        + "'}}";
  }

  @ParameterizedTest
  @CsvSource({
    "EQUAL_TO, 12.0, 12, false",
    "EQUAL_TO, x, x, true",
    "NOT_EQUAL, 12.0, 12, true",
    "GREATER_THAN, 12.5, 12, true",
    "GREATER_THAN_OR_EQUAL, 12.0, 12, true",
    "LESS_THAN, 9, 10, true",
    "LESS_THAN_OR_EQUAL, 11, 10, false"
  })
  void aConditionComparesTextsForEqualityAndElseNumbers(
      String op, String left, String right, String outcome) {
    // Given
    long job = workspace.job("'tasks':[" + condition("c", op, left, right) + "]");
    // When
    long run = ran(job, "");
    // Then
    assertThat(workspace.task(run, "c").path("condition_task").path("outcome").asText())
        .isEqualTo(outcome);
    assertThat(result(workspace.run(run))).isEqualTo("SUCCESS");
  }

  @Test
  void onlyTheBranchOfTheOutcomeRuns() {
    // Given
    String branch =
        "{'task_key':'%s','depends_on':[{'task_key':'c','outcome':'%s'}],'notebook_task':{'notebook_path':'/x'}}";
    long job =
        workspace.job(
            "'tasks':["
                + condition("c", "GREATER_THAN", "{{job.parameters.rows}}", "10")
                + ","
                + String.format(branch, "yes", "true")
                + ","
                + String.format(branch, "no", "false")
                + "]");
    // When
    long run = ran(job, ",'job_parameters':{'rows':'11'}");
    // Then
    assertThat(result(workspace.task(run, "yes"))).isEqualTo("SUCCESS");
    assertThat(result(workspace.task(run, "no"))).isEqualTo("EXCLUDED");
    assertThat(result(workspace.run(run))).isEqualTo("SUCCESS");
    assertThat(
            workspace
                .task(run, "c")
                .path("resolved_values")
                .path("condition_task")
                .path("left")
                .asText())
        .isEqualTo("11");
  }

  @Test
  void aConditionOnWordsThatShouldBeNumbersFails() {
    // Given
    long job = workspace.job("'tasks':[" + condition("c", "LESS_THAN", "many", "10") + "]");
    // When
    long run = ran(job, "");
    // Then
    assertThat(code(workspace.task(run, "c"))).isEqualTo("INVALID_RUN_CONFIGURATION");
  }

  @Test
  void referencesBecomeValuesInResolvedValues() {
    // Given
    workspace.script("a", "{'values':{'count':7,'name':'x','list':[1,2]}}");
    String text =
        "{{tasks.a.values.count}}|{{ tasks.a.values.name"
            + " }}|{{tasks.a.values.list}}|{{job.parameters.day}}|{{job.id}}|{{job.run_id}}|{{task.name}}|{{job.start_time.iso_date}}|{{workspace.id}}|{{tasks.a.result_state}}|{{something"
            + " else}}";
    long job =
        workspace.job(
            "'parameters':[{'name':'day','default':'{{job.start_time.iso_date}}'}],'tasks':["
                + tasks("a")
                + ",{'task_key':'b','depends_on':[{'task_key':'a'}],'spark_python_task':{'python_file':'/x.py','parameters':['"
                + text
                + "']}}]");
    // When
    long run = ran(job, "");
    // Then
    JsonNode resolved =
        workspace
            .task(run, "b")
            .path("resolved_values")
            .path("spark_python_task")
            .path("parameters")
            .path(0);
    assertThat(resolved.asText())
        .isEqualTo(
            "7|x|[1,2]|2026-03-02|"
                + job
                + "|"
                + run
                + "|b|2026-03-02|6051921418418893|success|{{something else}}");
    JsonNode shown = workspace.get("runs/get?run_id=" + run).body().path("tasks").path(1);
    assertThat(shown.has("resolved_values")).isFalse();
    assertThat(shown.path("spark_python_task").path("parameters").path(0).asText()).isEqualTo(text);
  }

  @Test
  void aReferenceWithoutAValueFailsTheTask() {
    // Given
    long job =
        workspace.job(
            "'tasks':[{'task_key':'a','spark_python_task':{'python_file':'/x.py','parameters':['{{tasks.z.values.v}}']}}]");
    // When
    long run = ran(job, "");
    // Then
    assertThat(code(workspace.task(run, "a"))).isEqualTo("INVALID_RUN_CONFIGURATION");
    assertThat(workspace.task(run, "a").path("state").path("state_message").asText())
        .contains("{{tasks.z.values.v}}");
  }

  @Test
  void parametersAreMergedOverTheTasksOwn() {
    // Given
    long job =
        workspace.job(
            "'parameters':[{'name':'a','default':'job'}],'tasks':[{'task_key':'n','notebook_task':{'notebook_path':'/x',"
                + "'base_parameters':{'a':'task','b':'task'}}}]");
    // When
    long run = ran(job, "");
    // Then
    JsonNode base =
        workspace
            .task(run, "n")
            .path("resolved_values")
            .path("notebook_task")
            .path("base_parameters");
    assertThat(base.toString()).isEqualTo("{\"a\":\"job\",\"b\":\"task\"}");
  }

  private long loop(String inputs, int concurrency, String more) {
    return workspace.job(
        "'tasks':[{'task_key':'loop','for_each_task':{'inputs':'"
            + inputs
            + "','concurrency':"
            + concurrency
            + ",'task':{'task_key':'item','spark_python_task':{'python_file':'/x.py','parameters':['{{input.id}}']}"
            + more
            + "}}}]");
  }

  @Test
  void aLoopRunsItsIterationsSoManyAtATime() {
    // Given
    String inputs = "[{\\'id\\':1},{\\'id\\':2},{\\'id\\':3},{\\'id\\':4}]";
    long run = workspace.runNow(loop(inputs, 2, ""));
    // When
    workspace.advance("PT2S");
    JsonNode stats =
        workspace.task(run, "loop").path("for_each_task").path("stats").path("task_run_stats");
    workspace.advance("PT10S");
    // Then
    assertThat(stats.path("total_iterations").asInt()).isEqualTo(4);
    assertThat(stats.path("active_iterations").asInt()).isEqualTo(2);
    assertThat(stats.path("scheduled_iterations").asInt()).isEqualTo(2);
    JsonNode loop = workspace.task(run, "loop");
    assertThat(result(loop)).isEqualTo("SUCCESS");
    assertThat(loop.path("end_time").asLong() - loop.path("start_time").asLong()).isEqualTo(12_000);
    JsonNode own = workspace.run(loop.path("run_id").asLong());
    assertThat(stream(own.path("iterations")))
        .extracting(
            i ->
                i.path("resolved_values")
                    .path("spark_python_task")
                    .path("parameters")
                    .path(0)
                    .asText())
        .containsExactly("1", "2", "3", "4");
    assertThat(own.path("tasks").size()).isEqualTo(1);
  }

  @Test
  void oneFailedIterationFailsTheLoopAndARepairRunsOnlyThatOne() {
    // Given
    workspace.ok(
        workspace.post(
            "/simulator/script",
            "{'task':'item','input':'{\\'id\\':2}','attempts':[{'result':'FAILED','message':'boom'},{}]}"));
    long run = ran(loop("[{\\'id\\':1},{\\'id\\':2},{\\'id\\':3}]", 5, ""), "");
    JsonNode failed = workspace.task(run, "loop");
    // When
    workspace.repair(run, "'rerun_all_failed_tasks':true");
    workspace.advance("PT1H");
    workspace.run(run);
    // Then
    JsonNode stats = failed.path("for_each_task").path("stats");
    assertThat(result(failed)).isEqualTo("FAILED");
    assertThat(stats.path("task_run_stats").path("failed_iterations").asInt()).isEqualTo(1);
    assertThat(stats.path("error_message_stats").path(0).path("error_message").asText())
        .isEqualTo("boom");
    assertThat(result(workspace.task(run, "loop"))).isEqualTo("SUCCESS");
    assertThat(
            workspace.effects("TaskStarted").stream()
                .filter(e -> e.path("task").asText().equals("item")))
        .hasSize(4);
  }

  @Test
  void anIterationIsRetriedAsItsTaskSays() {
    // Given
    workspace.script("item", "{'result':'FAILED'},{}");
    // When
    long run = ran(loop("[{\\'id\\':1}]", 1, ",'max_retries':1"), "");
    // Then
    JsonNode iterations =
        workspace.run(workspace.task(run, "loop").path("run_id").asLong()).path("iterations");
    assertThat(stream(iterations))
        .extracting(WorkspaceClient::result)
        .containsExactly("FAILED", "SUCCESS");
    assertThat(state(workspace.run(run))).isEqualTo("TERMINATED");
  }

  @Test
  void iterationsComeInPagesOfAHundred() {
    // Given
    String inputs =
        "["
            + String.join(
                ",", IntStream.range(0, 150).mapToObj(i -> "{\\'id\\':" + i + "}").toList())
            + "]";
    long run = ran(loop(inputs, 100, ""), "");
    long loop = workspace.task(run, "loop").path("run_id").asLong();
    // When
    JsonNode first = workspace.get("runs/get?run_id=" + loop).body();
    JsonNode second =
        workspace
            .get(
                "runs/get?run_id=" + loop + "&page_token=" + first.path("next_page_token").asText())
            .body();
    // Then
    assertThat(List.of(first, second))
        .extracting(page -> page.path("iterations").size())
        .containsExactly(100, 50);
    assertThat(second.has("next_page_token")).isFalse();
  }

  @Test
  void aLoopOverATaskValueTakesItsListAndRefusesAnythingElse() {
    // Given
    workspace.script("list", "{'values':{'good':[{'id':'x'}],'bad':'oops'}}");
    String loop =
        "{'task_key':'%s','depends_on':[{'task_key':'list'}],'for_each_task':{'inputs':'{{tasks.list.values.%s}}','task':%s}}";
    String nested = task("item", "");
    long job =
        workspace.job(
            "'tasks':["
                + tasks("list")
                + ","
                + String.format(loop, "g", "good", nested)
                + ","
                + String.format(loop, "b", "bad", nested)
                + "]");
    // When
    long run = ran(job, "");
    // Then
    assertThat(result(workspace.task(run, "g"))).isEqualTo("SUCCESS");
    assertThat(code(workspace.task(run, "b"))).isEqualTo("INVALID_RUN_CONFIGURATION");
  }
}
