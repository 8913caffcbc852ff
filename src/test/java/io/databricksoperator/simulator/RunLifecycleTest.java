package io.databricksoperator.simulator;

import static io.databricksoperator.simulator.WorkspaceClient.code;
import static io.databricksoperator.simulator.WorkspaceClient.result;
import static io.databricksoperator.simulator.WorkspaceClient.state;
import static io.databricksoperator.simulator.WorkspaceClient.task;
import static io.databricksoperator.simulator.WorkspaceClient.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunLifecycleTest {
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

  @Test
  void aRunWhoseTaskFailedEndsAsInternalErrorWithFailed() {
    // Given
    workspace.script("a", "{'result':'FAILED'}");
    // When
    long run = ran(workspace.jobWith("a", "b:a"));
    // Then
    JsonNode whole = workspace.run(run);
    assertThat(state(whole)).isEqualTo("INTERNAL_ERROR");
    assertThat(result(whole)).isEqualTo("FAILED");
    assertThat(code(whole)).isEqualTo("RUN_EXECUTION_ERROR");
    assertThat(whole.path("status").path("termination_details").path("type").asText())
        .isEqualTo("CLIENT_ERROR");
    assertThat(whole.path("state").path("state_message").asText())
        .isEqualTo(
            "Task a failed with message: Workload failed, see run output for details. This caused"
                + " all downstream tasks to get skipped.");
    JsonNode failed = workspace.task(run, "a");
    assertThat(state(failed)).isEqualTo("TERMINATED");
    assertThat(failed.path("state").path("state_message").asText())
        .isEqualTo("Workload failed, see run output for details");
    assertThat(state(workspace.task(run, "b"))).isEqualTo("SKIPPED");
    assertThat(result(workspace.task(run, "b"))).isEqualTo("UPSTREAM_FAILED");
  }

  @Test
  void aFailureThatALeafForgivesIsSuccessWithFailures() {
    // Given
    workspace.script("a", "{'result':'FAILED'}");
    long job =
        workspace.job("'tasks':[" + tasks("a") + "," + task("b:a", ",'run_if':'ALL_DONE'") + "]");
    // When
    JsonNode run = workspace.run(ran(job));
    // Then
    assertThat(state(run)).isEqualTo("TERMINATED");
    assertThat(result(run)).isEqualTo("SUCCESS_WITH_FAILURES");
    assertThat(run.path("status").path("termination_details").path("type").asText())
        .isEqualTo("SUCCESS");
  }

  @Test
  void aRetryIsAnEntryOfItsOwnAndWaitsFromTheStartOfTheFailedAttempt() {
    // Given
    workspace.script("a", "{'result':'FAILED'},{}");
    long job =
        workspace.job(
            "'tasks':[" + task("a", ",'max_retries':2,'min_retry_interval_millis':60000") + "]");
    long run = workspace.runNow(job);
    // When
    workspace.advance("PT10S");
    List<JsonNode> waiting = workspace.attempts(run, "a");
    String stateMeanwhile = state(workspace.run(run));
    workspace.advance("PT1H");
    List<JsonNode> ended = workspace.attempts(run, "a");
    // Then
    assertThat(waiting)
        .extracting(WorkspaceClient::state)
        .containsExactly("TERMINATED", "WAITING_FOR_RETRY");
    assertThat(waiting.getLast().path("status").path("state").asText()).isEqualTo("WAITING");
    assertThat(stateMeanwhile).isEqualTo("RUNNING");
    assertThat(ended).extracting(WorkspaceClient::result).containsExactly("FAILED", "SUCCESS");
    assertThat(ended)
        .extracting(attempt -> attempt.path("attempt_number").asInt())
        .containsExactly(0, 1);
    assertThat(ended.get(1).path("start_time").asLong() - ended.get(0).path("start_time").asLong())
        .isEqualTo(60_000);
    JsonNode own = workspace.run(ended.get(1).path("run_id").asLong());
    assertThat(own.path("original_attempt_run_id").asLong())
        .isEqualTo(ended.get(0).path("run_id").asLong());
    assertThat(own.path("job_run_id").asLong()).isEqualTo(run);
    assertThat(result(workspace.run(run))).isEqualTo("SUCCESS");
  }

  @Test
  void anInternalErrorIsRetriedAndATimeoutOnlyWhenAsked() {
    // Given
    workspace.script("a", "{'result':'INTERNAL_ERROR'},{}");
    workspace.script("b", "{'result':'TIMEDOUT'},{}");
    workspace.script("c", "{'result':'TIMEDOUT'},{}");
    workspace.script("d", "{'result':'CANCELED'},{}");
    String once = ",'max_retries':1";
    String tasks =
        String.join(
            ",",
            task("a", once),
            task("b", once),
            task("c", once + ",'retry_on_timeout':true"),
            task("d", once));
    // When
    long run = ran(workspace.job("'tasks':[" + tasks + "]"));
    // Then
    assertThat(workspace.attempts(run, "a")).hasSize(2);
    assertThat(workspace.attempts(run, "b")).hasSize(1);
    assertThat(workspace.attempts(run, "c")).hasSize(2);
    assertThat(workspace.attempts(run, "d")).hasSize(1);
    assertThat(state(workspace.attempts(run, "a").getFirst())).isEqualTo("INTERNAL_ERROR");
  }

  @Test
  void endlessRetriesOfInstantFailuresLetTimePass() {
    // Given
    workspace.script("a", "{'result':'FAILED','duration':'PT0S','setup':'PT0S'}");
    long job = workspace.job("'tasks':[" + task("a", ",'max_retries':-1") + "]");
    long run = workspace.runNow(job);
    // When
    workspace.advance("PT1M");
    // Then
    assertThat(workspace.effects("TaskStarted")).hasSize(61);
    assertThat(state(workspace.run(run))).isEqualTo("RUNNING");
  }

  @Test
  void aTaskThatTakesTooLongIsTimedOut() {
    // Given
    workspace.script("a", "{'duration':'PT1H'}");
    long job = workspace.job("'tasks':[" + task("a", ",'timeout_seconds':60") + "]");
    // When
    long run = ran(job);
    // Then
    JsonNode task = workspace.task(run, "a");
    assertThat(result(task)).isEqualTo("TIMEDOUT");
    assertThat(task.path("state").path("user_cancelled_or_timedout").asBoolean()).isTrue();
    assertThat(task.path("end_time").asLong() - task.path("start_time").asLong()).isEqualTo(60_000);
  }

  @Test
  void aRunThatTakesTooLongIsTimedOutAndNewTimeoutsActOnActiveRuns() {
    // Given
    workspace.script("a", "{'duration':'PT10H'}");
    long job =
        workspace.job(
            "'timeout_seconds':7200,'max_concurrent_runs':2,'tasks':[" + tasks("a") + "]");
    long run = workspace.runNow(job);
    workspace.advance("PT1H");
    // When
    workspace.ok(
        workspace.post("update", "{'job_id':" + job + ",'new_settings':{'timeout_seconds':3660}}"));
    workspace.advance("PT61S");
    // Then
    JsonNode ended = workspace.run(run);
    assertThat(state(ended)).isEqualTo("TERMINATED");
    assertThat(result(ended)).isEqualTo("TIMEDOUT");
    assertThat(code(ended)).isEqualTo("CANCELED");
    assertThat(ended.path("run_duration").asLong()).isEqualTo(3_660_000);
  }

  @Test
  void aRunInWhichNothingRanIsSkipped() {
    // Given
    long job = workspace.job("'tasks':[" + task("a", ",'disabled':true") + "]");
    // When
    JsonNode run = workspace.run(ran(job));
    // Then
    assertThat(state(run)).isEqualTo("SKIPPED");
    assertThat(run.path("state").has("result_state")).isFalse();
    assertThat(code(run)).isEqualTo("SKIPPED");
  }

  @Test
  void scriptsSayCodeTypeMessageAndTheTypeFollowsTheCode() {
    // Given
    workspace.script(
        "a", "{'result':'INTERNAL_ERROR','code':'CLOUD_FAILURE','message':'no capacity'}");
    workspace.settings("{'terminationTypes':{'DRIVER_ERROR':'CLIENT_ERROR'}}");
    workspace.script("b", "{'result':'FAILED','code':'DRIVER_ERROR'}");
    // When
    long run = ran(workspace.jobWith("a", "b"));
    // Then
    JsonNode details = workspace.task(run, "a").path("status").path("termination_details");
    assertThat(details.toString())
        .isEqualTo(
            "{\"code\":\"CLOUD_FAILURE\",\"type\":\"CLOUD_FAILURE\",\"message\":\"no capacity\"}");
    assertThat(
            workspace
                .task(run, "b")
                .path("status")
                .path("termination_details")
                .path("type")
                .asText())
        .isEqualTo("CLIENT_ERROR");
  }

  @Test
  void runsVanishAfterTheirRetention() {
    // Given
    long run = ran(workspace.jobWith("a"));
    // When
    workspace.advance("PT1440H");
    // Then
    assertThat(workspace.get("runs/get?run_id=" + run).message())
        .isEqualTo("Run " + run + " does not exist.");
  }
}
