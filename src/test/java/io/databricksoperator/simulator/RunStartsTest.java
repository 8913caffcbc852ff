package io.databricksoperator.simulator;

import static io.databricksoperator.simulator.WorkspaceClient.code;
import static io.databricksoperator.simulator.WorkspaceClient.result;
import static io.databricksoperator.simulator.WorkspaceClient.state;
import static io.databricksoperator.simulator.WorkspaceClient.stream;
import static io.databricksoperator.simulator.WorkspaceClient.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunStartsTest {
  private final WorkspaceClient workspace = WorkspaceClient.start();

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  void aRunIsPendingThenRunningThenTerminated() {
    // Given
    long run = workspace.runNow(workspace.jobWith("a"));
    // When
    JsonNode pending = workspace.run(run);
    workspace.advance("PT2S");
    JsonNode running = workspace.run(run);
    workspace.advance("PT1H");
    JsonNode ended = workspace.run(run);
    // Then
    assertThat(state(pending)).isEqualTo("PENDING");
    assertThat(pending.path("end_time").asLong()).isZero();
    assertThat(pending.path("number_in_job").asLong()).isEqualTo(run);
    assertThat(state(running)).isEqualTo("RUNNING");
    assertThat(running.path("status").path("state").asText()).isEqualTo("RUNNING");
    assertThat(result(ended)).isEqualTo("SUCCESS");
    assertThat(ended.path("end_time").asLong() - ended.path("start_time").asLong()).isEqualTo(6000);
    assertThat(ended.path("run_page_url").asText())
        .contains("/?o=6051921418418893#job/")
        .endsWith("/run/" + run);
  }

  @Test
  void aTokenGivesTheSameRunEvenAfterItFailed() {
    // Given
    long job = workspace.jobWith("a");
    workspace.script("a", "{'result':'FAILED'}");
    long first = workspace.runNow(job, ",'idempotency_token':'x','job_parameters':{'p':'1'}");
    workspace.advance("PT1H");
    // When
    long second = workspace.runNow(job, ",'idempotency_token':'x','job_parameters':{'p':'2'}");
    // Then
    assertThat(second).isEqualTo(first);
    assertThat(workspace.effects("RunStarted")).hasSize(1);
    assertThat(workspace.run(first).path("job_parameters").path(0).path("value").asText())
        .isEqualTo("1");
  }

  @Test
  void aTokenStaysReservedWhenItsRunWasDeleted() {
    // Given
    long job = workspace.jobWith("a");
    long run = workspace.runNow(job, ",'idempotency_token':'x'");
    workspace.advance("PT1H");
    workspace.ok(workspace.post("runs/delete", "{'run_id':" + run + "}"));
    // When
    WorkspaceClient.Reply reply =
        workspace.post("run-now", "{'job_id':" + job + ",'idempotency_token':'x'}");
    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(workspace.effects("RunStarted")).hasSize(1);
  }

  @Test
  void aTokenHasAtMost64Characters() {
    // Given
    long job = workspace.jobWith("a");
    // When / Then
    assertThat(
            workspace
                .post(
                    "run-now",
                    "{'job_id':" + job + ",'idempotency_token':'" + "x".repeat(65) + "'}")
                .status())
        .isEqualTo(400);
    assertThat(
            workspace
                .post(
                    "run-now",
                    "{'job_id':" + job + ",'idempotency_token':'" + "x".repeat(64) + "'}")
                .status())
        .isEqualTo(200);
  }

  @Test
  void tokensBelongToTheWorkspaceOrToTheJobBySetting() {
    // Given
    long one = workspace.jobWith("a");
    long other = workspace.jobWith("a");
    long first = workspace.runNow(one, ",'idempotency_token':'x'");
    // When / Then
    assertThat(workspace.runNow(other, ",'idempotency_token':'x'")).isEqualTo(first);
    workspace.settings("{'tokenScope':'JOB'}");
    assertThat(workspace.runNow(other, ",'idempotency_token':'x'")).isNotEqualTo(first);
  }

  @Test
  void overTheLimitARunIsQueuedAndBeginsWhenASlotIsFree() {
    // Given
    long job = workspace.jobWith("a");
    workspace.runNow(job);
    // When
    long second = workspace.runNow(job);
    JsonNode queued = workspace.run(second);
    workspace.advance("PT7S");
    JsonNode begun = workspace.run(second);
    workspace.advance("PT1H");
    // Then
    assertThat(state(queued)).isEqualTo("QUEUED");
    assertThat(queued.path("state").path("queue_reason").asText())
        .isEqualTo("Queued due to reaching maximum concurrent runs of 1.");
    assertThat(queued.path("status").path("queue_details").path("code").asText())
        .isEqualTo("MAX_CONCURRENT_RUNS_REACHED");
    assertThat(state(begun)).isEqualTo("RUNNING");
    assertThat(begun.path("queue_duration").asLong()).isEqualTo(6000);
    assertThat(result(workspace.run(second))).isEqualTo("SUCCESS");
  }

  @Test
  void withoutAQueueARunOverTheLimitIsSkippedWithA200() {
    // Given
    long job = workspace.job("'queue':{'enabled':false},'tasks':[" + tasks("a") + "]");
    workspace.runNow(job);
    // When
    JsonNode skipped = workspace.run(workspace.runNow(job));
    // Then
    assertThat(state(skipped)).isEqualTo("SKIPPED");
    assertThat(result(skipped)).isEqualTo("MAXIMUM_CONCURRENT_RUNS_REACHED");
    assertThat(code(skipped)).isEqualTo("MAX_CONCURRENT_RUNS_EXCEEDED");
    assertThat(skipped.path("state").path("state_message").asText())
        .isEqualTo(
            "Skipping this run because the limit of 1 maximum concurrent runs has been reached.");
  }

  @Test
  void aRunMayAskForTheQueueThatItsJobHasNot() {
    // Given
    long job = workspace.job("'queue':{'enabled':false},'tasks':[" + tasks("a") + "]");
    workspace.runNow(job);
    // When
    long run = workspace.runNow(job, ",'queue':{'enabled':true}");
    // Then
    assertThat(state(workspace.run(run))).isEqualTo("QUEUED");
  }

  @Test
  void aLimitOfZeroSkipsEveryRun() {
    // Given
    long job = workspace.job("'max_concurrent_runs':0,'tasks':[" + tasks("a") + "]");
    // When / Then
    assertThat(state(workspace.run(workspace.runNow(job)))).isEqualTo("SKIPPED");
  }

  @Test
  void aHigherLimitLetsQueuedRunsBegin() {
    // Given
    long job = workspace.jobWith("a");
    workspace.runNow(job);
    long queued = workspace.runNow(job);
    // When
    workspace.ok(
        workspace.post(
            "update", "{'job_id':" + job + ",'new_settings':{'max_concurrent_runs':2}}"));
    // Then
    assertThat(state(workspace.run(queued))).isEqualTo("PENDING");
  }

  @Test
  void aRunWaitsAtMost48HoursInTheQueue() {
    // Given
    workspace.script("a", "{'duration':'PT100H'}");
    long job = workspace.jobWith("a");
    workspace.runNow(job);
    long queued = workspace.runNow(job);
    // When
    workspace.advance("PT48H");
    // Then
    assertThat(state(workspace.run(queued))).isEqualTo("SKIPPED");
  }

  @Test
  void onlySelectsTasksWithWhatIsUpstreamAndDownstream() {
    // Given
    long job = workspace.jobWith("a", "b:a", "c:b", "d:c", "e");
    // When
    long plain = workspace.runNow(job, ",'only':['c']");
    long up = workspace.runNow(job, ",'only':['+c'],'queue':{'enabled':true}");
    workspace.advance("PT1H");
    long down = workspace.runNow(job, ",'only':['c+']");
    // Then
    assertThat(keys(plain)).containsExactly("c");
    assertThat(keys(up)).containsExactly("a", "b", "c");
    assertThat(keys(down)).containsExactly("c", "d");
    assertThat(result(workspace.run(plain))).isEqualTo("SUCCESS");
    assertThat(workspace.post("run-now", "{'job_id':" + job + ",'only':['z']}").status())
        .isEqualTo(400);
  }

  private java.util.List<String> keys(long run) {
    return stream(workspace.run(run).path("tasks")).stream()
        .map(task -> task.path("task_key").asText())
        .toList();
  }

  @Test
  void parametersThatDoNotGoTogetherAreRefused() {
    // Given
    long plain = workspace.jobWith("a");
    long declared =
        workspace.job("'parameters':[{'name':'p','default':'1'}],'tasks':[" + tasks("a") + "]");
    // When / Then
    assertThat(
            workspace
                .post(
                    "run-now",
                    "{'job_id':" + plain + ",'jar_params':['x'],'notebook_params':{'a':'b'}}")
                .status())
        .isEqualTo(400);
    assertThat(
            workspace
                .post("run-now", "{'job_id':" + declared + ",'notebook_params':{'a':'b'}}")
                .status())
        .isEqualTo(400);
    assertThat(workspace.post("run-now", "{'job_id':" + plain + ",'python_params':['é']}").status())
        .isEqualTo(400);
    assertThat(
            workspace
                .post(
                    "run-now",
                    "{'job_id':" + plain + ",'python_params':['" + "x".repeat(10_000) + "']}")
                .status())
        .isEqualTo(400);
    assertThat(
            workspace
                .run(workspace.runNow(plain, ",'notebook_params':{'a':'b'}"))
                .path("overriding_parameters")
                .path("notebook_params")
                .path("a")
                .asText())
        .isEqualTo("b");
  }

  @Test
  void jobParametersAreAListOfDefaultsAndValues() {
    // Given
    long job =
        workspace.job(
            "'parameters':[{'name':'p','default':'1'},{'name':'q','default':'2'}],'tasks':["
                + tasks("a")
                + "]");
    // When
    JsonNode parameters =
        workspace
            .run(workspace.runNow(job, ",'job_parameters':{'q':'3','extra':'4'}"))
            .path("job_parameters");
    // Then
    assertThat(parameters.toString())
        .isEqualTo(
            "[{\"name\":\"p\",\"default\":\"1\",\"value\":\"1\"},{\"name\":\"q\",\"default\":\"2\",\"value\":\"3\"},{\"name\":\"extra\",\"value\":\"4\"}]");
  }

  @Test
  void aOneTimeRunHasAHiddenJobAndTheSameTokens() {
    // When
    String body = "{'run_name':'once','idempotency_token':'s','tasks':[" + tasks("a") + "]}";
    JsonNode first = workspace.ok(workspace.post("runs/submit", body));
    long again = workspace.ok(workspace.post("runs/submit", body)).path("run_id").asLong();
    workspace.advance("PT1M");
    // Then
    long id = first.path("run_id").asLong();
    JsonNode run = workspace.run(id);
    assertThat(again).isEqualTo(id);
    assertThat(first.has("number_in_job")).isFalse();
    assertThat(run.path("run_type").asText()).isEqualTo("SUBMIT_RUN");
    assertThat(run.path("run_name").asText()).isEqualTo("once");
    assertThat(result(run)).isEqualTo("SUCCESS");
    assertThat(workspace.get("list").body().has("jobs")).isFalse();
    assertThat(workspace.get("get?job_id=" + run.path("job_id").asLong()).status()).isEqualTo(400);
    assertThat(workspace.get("runs/list?run_type=SUBMIT_RUN").body().path("runs").size())
        .isEqualTo(1);
  }
}
