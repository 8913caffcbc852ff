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

class JobsApiTest {
  private final WorkspaceClient workspace = WorkspaceClient.start();

  @AfterEach
  void close() {
    workspace.close();
  }

  private JsonNode settings(long job) {
    return workspace.ok(workspace.get("get?job_id=" + job)).path("settings");
  }

  @Test
  void aNewJobHasWhatTheServerFillsIn() {
    // When
    long job =
        workspace.job(
            "'schedule':{'quartz_cron_expression':'0 0 1 * *"
                + " ?','timezone_id':'UTC'},'tasks':[{'task_key':'a','max_retries':1,'notebook_task':{'notebook_path':'/x'}},{'task_key':'d','dbt_task':{'commands':['dbt"
                + " run']}}]");
    // Then
    JsonNode settings = settings(job);
    assertThat(settings.path("format").asText()).isEqualTo("MULTI_TASK");
    assertThat(settings.path("max_concurrent_runs").asInt()).isEqualTo(1);
    assertThat(settings.path("queue").path("enabled").asBoolean()).isTrue();
    assertThat(settings.path("schedule").path("pause_status").asText()).isEqualTo("UNPAUSED");
    assertThat(settings.has("timeout_seconds") && settings.has("email_notifications")).isTrue();
    JsonNode task = settings.path("tasks").path(0);
    assertThat(task.path("run_if").asText()).isEqualTo("ALL_SUCCESS");
    assertThat(task.path("notebook_task").path("source").asText()).isEqualTo("WORKSPACE");
    assertThat(task.path("retry_on_timeout").isBoolean()).isTrue();
    assertThat(settings.path("tasks").path(1).path("dbt_task").path("schema").asText())
        .isEqualTo("default");
  }

  @Test
  void aJobWithoutANameIsUntitledAndItsIdIsLargerThanADoubleHolds() {
    // When
    long job = workspace.ok(workspace.post("create", "{}")).path("job_id").asLong();
    // Then
    assertThat(settings(job).path("name").asText()).isEqualTo("Untitled");
    assertThat(job).isGreaterThan(1L << 53);
  }

  @Test
  void emptyCollectionsComeBackAbsent() {
    // When
    long job =
        workspace.job(
            "'tags':{},'email_notifications':{'on_failure':[]},'job_clusters':[],'tasks':["
                + tasks("a")
                + "]");
    // Then
    JsonNode settings = settings(job);
    assertThat(settings.has("tags") || settings.has("job_clusters")).isFalse();
    assertThat(settings.path("email_notifications").isEmpty()).isTrue();
    assertThat(settings.path("tasks").path(0).has("depends_on")).isFalse();
  }

  @Test
  void clustersGetCloudDefaultsAndLoseTheOneThatIsConsumed() {
    // When
    long job =
        workspace.job(
            "'job_clusters':[{'job_cluster_key':'c','new_cluster':{'node_type_id':'m5','num_workers':1,"
                + "'apply_policy_default_values':true}}]");
    // Then
    JsonNode cluster = settings(job).path("job_clusters").path(0).path("new_cluster");
    assertThat(cluster.path("driver_node_type_id").asText()).isEqualTo("m5");
    assertThat(cluster.path("data_security_mode").asText()).isEqualTo("SINGLE_USER");
    assertThat(cluster.path("aws_attributes").path("availability").asText())
        .isEqualTo("SPOT_WITH_FALLBACK");
    assertThat(cluster.has("apply_policy_default_values")).isFalse();
  }

  @Test
  void aGitJobReadsItsNotebooksFromGit() {
    // When
    long job =
        workspace.job(
            "'git_source':{'git_url':'https://x','git_provider':'gitHub','git_branch':'main'},'tasks':["
                + tasks("a")
                + "]");
    // Then
    assertThat(settings(job).path("tasks").path(0).path("notebook_task").path("source").asText())
        .isEqualTo("GIT");
  }

  @Test
  void resetReplacesEverythingButKeepsRunAsAndTurnsTheQueueOn() {
    // Given
    long job =
        workspace.job(
            "'tags':{'a':'b'},'queue':{'enabled':false},'run_as':{'service_principal_name':'sp-1'},'max_concurrent_runs':3");
    // When
    workspace.ok(workspace.post("reset", "{'job_id':" + job + ",'new_settings':{'name':'other'}}"));
    // Then
    JsonNode whole = workspace.get("get?job_id=" + job).body();
    assertThat(whole.path("run_as_user_name").asText()).isEqualTo("sp-1");
    JsonNode settings = whole.path("settings");
    assertThat(settings.path("run_as").path("service_principal_name").asText()).isEqualTo("sp-1");
    assertThat(settings.path("queue").path("enabled").asBoolean()).isTrue();
    assertThat(settings.has("tags")).isFalse();
    assertThat(settings.path("name").asText()).isEqualTo("other");
    assertThat(settings.path("max_concurrent_runs").asInt()).isEqualTo(1);
  }

  @Test
  void resetWithoutSettingsSaysSo() {
    // Given
    long job = workspace.job("'tags':{'a':'b'}");
    // When
    WorkspaceClient.Reply reply = workspace.post("reset", "{'job_id':" + job + "}");
    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).isEqualTo("Run settings must be specified.");
  }

  @Test
  void updateMergesTasksByKeyAndRemovesWhatIsNamed() {
    // Given
    long job = workspace.job("'tags':{'a':'b'},'tasks':[" + tasks("a", "b", "c") + "]");
    // When
    workspace.ok(
        workspace.post(
            "update",
            "{'job_id':"
                + job
                + ",'fields_to_remove':['tags','tasks/c'],'new_settings':{'tasks':[{'task_key':'b','spark_python_task':{'python_file':'/y.py'}}]}}"));
    // Then
    JsonNode settings = settings(job);
    assertThat(stream(settings.path("tasks")).stream().map(task -> task.path("task_key").asText()))
        .containsExactly("a", "b");
    assertThat(settings.path("tasks").path(1).has("spark_python_task")).isTrue();
    assertThat(settings.path("tasks").path(1).has("notebook_task")).isFalse();
    assertThat(settings.has("tags")).isFalse();
  }

  @Test
  void updateRefusesHalfASchedule() {
    // Given
    long job =
        workspace.job("'schedule':{'quartz_cron_expression':'0 0 1 * * ?','timezone_id':'UTC'}");
    // When
    WorkspaceClient.Reply reply =
        workspace.post(
            "update",
            "{'job_id':" + job + ",'new_settings':{'schedule':{'pause_status':'PAUSED'}}}");
    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("INVALID_PARAMETER_VALUE");
  }

  @Test
  void aMissingJobIsABadRequestOrNotFoundBySetting() {
    // When
    WorkspaceClient.Reply usual = workspace.get("get?job_id=42");
    workspace.settings("{'missingStatus':404}");
    WorkspaceClient.Reply other = workspace.get("get?job_id=42");
    // Then
    assertThat(usual.status()).isEqualTo(400);
    assertThat(usual.code()).isEqualTo("INVALID_PARAMETER_VALUE");
    assertThat(usual.message()).isEqualTo("Job 42 does not exist.");
    assertThat(other.status()).isEqualTo(404);
    assertThat(other.code()).isEqualTo("RESOURCE_DOES_NOT_EXIST");
  }

  @Test
  void arraysComeInPagesOfAHundredThatOneTokenAdvances() {
    // Given
    String[] keys = IntStream.range(0, 230).mapToObj(i -> "t" + i).toArray(String[]::new);
    String parameters =
        String.join(
            ",",
            IntStream.range(0, 120).mapToObj(i -> "{'name':'p" + i + "','default':''}").toList());
    long job = workspace.job("'parameters':[" + parameters + "],'tasks':[" + tasks(keys) + "]");
    // When
    List<JsonNode> pages = new ArrayList<>();
    String token = "";
    do {
      pages.add(workspace.ok(workspace.get("get?job_id=" + job + "&page_token=" + token)));
      token = pages.getLast().path("next_page_token").asText();
    } while (!token.isEmpty());
    // Then
    assertThat(pages)
        .extracting(page -> page.path("settings").path("tasks").size())
        .containsExactly(100, 100, 30);
    assertThat(pages)
        .extracting(page -> page.path("settings").path("parameters").size())
        .containsExactly(100, 20, 0);
    assertThat(pages.getLast().path("settings").has("parameters")).isFalse();
    assertThat(workspace.get("get?job_id=" + job + "&page_token=junk").status()).isEqualTo(400);
  }

  @Test
  void theListIsNewestFirstInPagesAndFiltersByNameWithoutCase() {
    // Given
    List<Long> made = IntStream.range(0, 25).mapToObj(i -> workspace.jobWith("a")).toList();
    workspace.ok(workspace.post("create", "{'name':'Other'}"));
    // When
    JsonNode first = workspace.ok(workspace.get("list?name=NIGHTLY"));
    JsonNode second =
        workspace.ok(
            workspace.get(
                "list?name=NIGHTLY&page_token=" + first.path("next_page_token").asText()));
    // Then
    assertThat(stream(first.path("jobs")).stream().map(job -> job.path("job_id").asLong()))
        .containsExactlyElementsOf(made.reversed().subList(0, 20));
    assertThat(second.path("jobs").size()).isEqualTo(5);
    assertThat(second.has("next_page_token") || first.has("has_more")).isFalse();
    assertThat(first.path("jobs").path(0).path("settings").has("tasks")).isFalse();
    assertThat(first.path("jobs").path(0).has("run_as_user_name")).isFalse();
  }

  @Test
  void anExpandedListShowsAHundredTasksAndSaysThatThereAreMore() {
    // Given
    workspace.jobWith(IntStream.range(0, 101).mapToObj(i -> "t" + i).toArray(String[]::new));
    // When
    JsonNode job = workspace.ok(workspace.get("list?expand_tasks=true")).path("jobs").path(0);
    // Then
    assertThat(job.path("settings").path("tasks").size()).isEqualTo(100);
    assertThat(job.path("has_more").asBoolean()).isTrue();
  }

  @Test
  void anEmptyListHasNoJobsAndBadLimitsAreRefused() {
    // When / Then
    assertThat(workspace.ok(workspace.get("list")).has("jobs")).isFalse();
    assertThat(workspace.get("list?limit=101").status()).isEqualTo(400);
    assertThat(workspace.get("list?offset=1001").message())
        .isEqualTo(
            "The supplied offset 1001 has exceeded the value of 1000 allowed for this"
                + " parameter.Please use the page_token parameter to paginate");
  }

  @Test
  void aListMayLagBehindACreate() {
    // Given
    workspace.settings("{'listDelay':'PT10S'}");
    workspace.jobWith("a");
    // When
    boolean atOnce = workspace.get("list").body().has("jobs");
    workspace.advance("PT10S");
    // Then
    assertThat(atOnce).isFalse();
    assertThat(workspace.get("list").body().path("jobs").size()).isEqualTo(1);
  }

  @Test
  void deletingAJobTakesItsRunsWithIt() {
    // Given
    long job = workspace.jobWith("a");
    long run = workspace.runNow(job);
    // When
    workspace.ok(workspace.post("delete", "{'job_id':" + job + "}"));
    // Then
    assertThat(workspace.get("get?job_id=" + job).message())
        .isEqualTo("Job " + job + " does not exist.");
    assertThat(workspace.get("runs/get?run_id=" + run).message())
        .isEqualTo("Run " + run + " does not exist.");
    assertThat(workspace.post("delete", "{'job_id':" + job + "}").status()).isEqualTo(400);
  }

  @Test
  void quotasAreRefusedInDatabricksWords() {
    // Given
    workspace.settings("{'jobQuota':1}");
    workspace.jobWith("a");
    // When
    WorkspaceClient.Reply quota = workspace.post("create", "{}");
    workspace.settings("{'jobQuota':100,'jobsPerHour':1}");
    WorkspaceClient.Reply rate = workspace.post("create", "{}");
    // Then
    assertThat(quota.code()).isEqualTo("QUOTA_EXCEEDED");
    assertThat(quota.message())
        .startsWith("The quota for the number of jobs has been reached. The current quota is 1.");
    assertThat(rate.code()).isEqualTo("INVALID_STATE");
    assertThat(rate.message())
        .startsWith(
            "There were already 1 jobs created in past 3600 seconds, exceeding rate limit:");
  }
}
