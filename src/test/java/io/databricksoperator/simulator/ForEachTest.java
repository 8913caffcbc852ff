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

class ForEachTest {
  private final WorkspaceClient workspace = WorkspaceClient.start();

  @AfterEach
  void close() {
    workspace.close();
  }

  private long ran(long job) {
    long run = workspace.runNow(job);
    workspace.advance("PT12H");
    return run;
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
    long run = ran(loop("[{\\'id\\':1},{\\'id\\':2},{\\'id\\':3}]", 5, ""));
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
    long run = ran(loop("[{\\'id\\':1}]", 1, ",'max_retries':1"));
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
    long run = ran(loop(inputs, 100, ""));
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
    long run = ran(job);
    // Then
    assertThat(result(workspace.task(run, "g"))).isEqualTo("SUCCESS");
    assertThat(code(workspace.task(run, "b"))).isEqualTo("INVALID_RUN_CONFIGURATION");
  }
}
