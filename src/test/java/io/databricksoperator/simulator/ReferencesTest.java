package io.databricksoperator.simulator;

import static io.databricksoperator.simulator.WorkspaceClient.code;
import static io.databricksoperator.simulator.WorkspaceClient.result;
import static io.databricksoperator.simulator.WorkspaceClient.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions and the values that flow between tasks. */
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
}
