package io.databricksoperator.simulator;

import static io.databricksoperator.simulator.WorkspaceClient.stream;
import static io.databricksoperator.simulator.WorkspaceClient.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunReadsTest {
  private final WorkspaceClient workspace = WorkspaceClient.start();

  @AfterEach
  void close() {
    workspace.close();
  }

  private List<Long> listed(String query) {
    return stream(workspace.ok(workspace.get("runs/list" + query)).path("runs")).stream()
        .map(run -> run.path("run_id").asLong())
        .toList();
  }

  @Test
  void runsComeActiveOnesFirstThenByTheirEnd() {
    // Given
    long job =
        workspace.job(
            "'max_concurrent_runs':9,'parameters':[{'name':'n','default':''}],'tasks':["
                + tasks("a")
                + "]");
    workspace.ok(
        workspace.post(
            "/simulator/script", "{'parameters':{'n':'slow'},'attempts':[{'duration':'PT30M'}]}"));
    workspace.ok(
        workspace.post(
            "/simulator/script",
            "{'parameters':{'n':'endless'},'attempts':[{'duration':'PT99H'}]}"));
    long endless = workspace.runNow(job, ",'job_parameters':{'n':'endless'}");
    long slow = workspace.runNow(job, ",'job_parameters':{'n':'slow'}");
    workspace.advance("PT1M");
    long quick = workspace.runNow(job);
    workspace.advance("PT1H");
    // When / Then
    assertThat(listed("")).containsExactly(endless, slow, quick);
    assertThat(listed("?active_only=true")).containsExactly(endless);
    assertThat(listed("?completed_only=true&job_id=" + job)).containsExactly(slow, quick);
    long start = WorkspaceClient.START.toEpochMilli();
    assertThat(listed("?start_time_from=" + (start + 60_000))).containsExactly(quick);
    assertThat(listed("?start_time_to=" + start)).containsExactly(endless, slow);
    assertThat(workspace.get("runs/list?active_only=true&completed_only=true").status())
        .isEqualTo(400);
  }

  @Test
  void aPageHasAtMost26Runs() {
    // Given
    long job = workspace.job("'max_concurrent_runs':99,'tasks':[" + tasks("a") + "]");
    IntStream.range(0, 60).forEach(i -> workspace.runNow(job));
    // When
    WorkspaceClient.Reply over = workspace.get("runs/list?limit=27");
    // Then
    assertThat(over.code()).isEqualTo("INVALID_PARAMETER_VALUE");
    assertThat(over.message()).isEqualTo("Invalid limit 27 - it has to be no more than 26.");
    assertThat(listed("")).hasSize(20);
    assertThat(listed("?limit=0")).hasSize(25);
    assertThat(listed("?limit=26")).hasSize(26);
    assertThat(workspace.get("runs/list?offset=10001").message())
        .startsWith("The supplied offset 10001 has exceeded the value of 10000");
  }

  @Test
  void pagesFollowEachOtherAndATokenIsOnlyForItsFilter() {
    // Given
    long job = workspace.job("'max_concurrent_runs':99,'tasks':[" + tasks("a") + "]");
    IntStream.range(0, 30).forEach(i -> workspace.runNow(job));
    // When
    List<Long> seen = new ArrayList<>();
    String token = "";
    JsonNode page;
    do {
      page =
          workspace.ok(workspace.get("runs/list?limit=12&job_id=" + job + "&page_token=" + token));
      stream(page.path("runs")).forEach(run -> seen.add(run.path("run_id").asLong()));
      token = page.path("next_page_token").asText();
    } while (!token.isEmpty());
    String back = page.path("prev_page_token").asText();
    // Then
    assertThat(seen).hasSize(30).doesNotHaveDuplicates();
    assertThat(workspace.get("runs/list?limit=12&page_token=" + back).message())
        .isEqualTo("Invalid page token.");
    assertThat(workspace.get("runs/list?job_id=" + job + "&page_token=" + back).status())
        .isEqualTo(200);
  }

  @Test
  void aListedRunHasNoTasksUnlessAskedAndNeverAHistory() {
    // Given
    workspace.runNow(
        workspace.jobWith(IntStream.range(0, 120).mapToObj(i -> "t" + i).toArray(String[]::new)));
    // When
    JsonNode plain = workspace.get("runs/list").body().path("runs").path(0);
    JsonNode expanded = workspace.get("runs/list?expand_tasks=true").body().path("runs").path(0);
    // Then
    assertThat(plain.has("tasks") || plain.has("repair_history")).isFalse();
    assertThat(expanded.path("tasks").size()).isEqualTo(100);
    assertThat(expanded.path("has_more").asBoolean()).isTrue();
    assertThat(expanded.has("repair_history")).isFalse();
  }

  @Test
  void theTasksOfARunComeInPagesOfAHundred() {
    // Given
    long run =
        workspace.runNow(
            workspace.jobWith(
                IntStream.range(0, 120).mapToObj(i -> "t" + i).toArray(String[]::new)));
    // When
    JsonNode first = workspace.get("runs/get?run_id=" + run).body();
    JsonNode second =
        workspace
            .get("runs/get?run_id=" + run + "&page_token=" + first.path("next_page_token").asText())
            .body();
    // Then
    assertThat(first.path("tasks").size()).isEqualTo(100);
    assertThat(second.path("tasks").size()).isEqualTo(20);
    assertThat(second.has("next_page_token")).isFalse();
    assertThat(second.path("run_id").asLong()).isEqualTo(run);
  }

  @Test
  void theOutputOfAFailedTaskIsItsErrorAndTrace() {
    // Given
    workspace.script(
        "a",
        "{'result':'FAILED','error':'ValueError: boom','errorTrace':'Traceback:"
            + " boom','logs':'line'}");
    long run =
        workspace.runNow(
            workspace.job(
                "'tasks':[{'task_key':'a','spark_python_task':{'python_file':'/x.py'}}]"));
    long task = workspace.task(run, "a").path("run_id").asLong();
    // When
    JsonNode before = workspace.ok(workspace.get("runs/get-output?run_id=" + task));
    workspace.advance("PT1H");
    JsonNode after = workspace.ok(workspace.get("runs/get-output?run_id=" + task));
    // Then
    assertThat(before.has("error") || before.has("logs")).isFalse();
    assertThat(after.path("error").asText()).isEqualTo("ValueError: boom");
    assertThat(after.path("error_trace").asText()).isEqualTo("Traceback: boom");
    assertThat(after.path("logs").asText()).isEqualTo("line");
    assertThat(after.path("metadata").path("run_id").asLong()).isEqualTo(task);
  }

  @Test
  void theOutputOfANotebookIsCutAtItsHeadAndLogsAtTheirTail() {
    // Given
    String long6 = "x".repeat(6 * 1024 * 1024 - 1) + "y";
    workspace.script("a", "{'notebookResult':'" + long6 + "'}");
    workspace.script("b", "{'logs':'" + long6 + "'}");
    long run =
        workspace.runNow(
            workspace.job(
                "'tasks':["
                    + tasks("a", "c")
                    + ",{'task_key':'b','spark_jar_task':{'main_class_name':'M'}}]"));
    workspace.advance("PT1H");
    // When
    JsonNode notebook = output(run, "a").path("notebook_output");
    JsonNode logs = output(run, "b");
    // Then
    assertThat(notebook.path("result").asText()).hasSize(5 * 1024 * 1024).endsWith("x");
    assertThat(notebook.path("truncated").asBoolean()).isTrue();
    assertThat(logs.path("logs").asText()).hasSize(5 * 1024 * 1024).endsWith("y");
    assertThat(logs.path("logs_truncated").asBoolean()).isTrue();
    assertThat(output(run, "c").path("notebook_output").isObject()).isTrue();
    assertThat(output(run, "c").path("notebook_output").isEmpty()).isTrue();
  }

  private JsonNode output(long run, String key) {
    return workspace.ok(
        workspace.get(
            "runs/get-output?run_id=" + workspace.task(run, key).path("run_id").asLong()));
  }

  @Test
  void aJobRunHasNoOutputEvenWithASingleTask() {
    // Given
    long run = workspace.runNow(workspace.jobWith("a"));
    // When
    WorkspaceClient.Reply reply = workspace.get("runs/get-output?run_id=" + run);
    // Then
    assertThat(reply.code()).isEqualTo("INVALID_PARAMETER_VALUE");
    assertThat(reply.message())
        .isEqualTo(
            "Retrieving the output of runs with multiple tasks is not supported. Please retrieve"
                + " the output of each individual task run instead.");
  }

  @Test
  void idsInBodiesMayBeStrings() {
    // Given
    long run = workspace.runNow(workspace.jobWith("a"));
    // When
    workspace.ok(workspace.post("runs/cancel", "{'run_id':'" + run + "'}"));
    // Then
    assertThat(workspace.effects("RunCancelled")).hasSize(1);
    assertThat(workspace.post("runs/cancel", "{'run_id':'9x'}").code())
        .isEqualTo("MALFORMED_REQUEST");
  }

  @Test
  void whatIsNoApiIsNotFound() {
    // When
    WorkspaceClient.Reply reply = workspace.get("/api/2.2/jobs/nothing");
    // Then
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.code()).isEqualTo("ENDPOINT_NOT_FOUND");
  }
}
