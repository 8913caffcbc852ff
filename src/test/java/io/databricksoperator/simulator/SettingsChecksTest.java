package io.databricksoperator.simulator;

import static io.databricksoperator.simulator.WorkspaceClient.task;
import static io.databricksoperator.simulator.WorkspaceClient.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsChecksTest {
  private static final WorkspaceClient WORKSPACE = WorkspaceClient.start();

  @AfterAll
  static void close() {
    WORKSPACE.close();
  }

  static Stream<Arguments> refused() {
    String cron = "'schedule':{'quartz_cron_expression':'0 0 1 * * ?','timezone_id':'UTC'}";
    String inputs = "'for_each_task':{'inputs':'[]','task':";
    return Stream.of(
        Arguments.of("'tasks':[" + tasks("a", "a") + "]", "Duplicate task_key a"),
        Arguments.of("'tasks':[" + tasks("a:b") + "]", "Unknown task key 'b'"),
        Arguments.of("'tasks':[" + tasks("a:c", "b:a", "c:b") + "]", "cycle: a, b, c"),
        Arguments.of("'tasks':[" + tasks("a:a") + "]", "cycle: a"),
        Arguments.of("'tasks':[" + tasks("a b") + "]", "Invalid task_key 'a b'"),
        Arguments.of("'tasks':[{'task_key':'a'}]", "exactly one task type, found 0"),
        Arguments.of(
            "'tasks':[" + task("a", ",'sql_task':{}") + "]", "exactly one task type, found 2"),
        Arguments.of(
            "'tasks':[" + task("a", ",'job_cluster_key':'x'") + "]", "unknown job_cluster_key 'x'"),
        Arguments.of(
            "'tasks':[" + task("a", ",'environment_key':'x'") + "]", "unknown environment_key 'x'"),
        Arguments.of("'tasks':[" + task("a", ",'run_if':'SOMETIMES'") + "]", "Invalid run_if"),
        Arguments.of(
            "'tasks':["
                + task("a", ",'existing_cluster_id':'c','new_cluster':{'num_workers':1}")
                + "]",
            "only one of"),
        Arguments.of(
            "'tasks':["
                + tasks("b")
                + ",{'task_key':'a','depends_on':[{'task_key':'b','outcome':'true'}],'notebook_task':{}}]",
            "not a condition task"),
        Arguments.of(
            "'tasks':[{'task_key':'f',"
                + inputs
                + "{'task_key':'g',"
                + inputs
                + task("x", "")
                + "}}}}]",
            "cannot be nested"),
        Arguments.of("'tags':{" + tags(26) + "}", "tags"),
        Arguments.of("'description':'" + "x".repeat(27_701) + "'", "27700"),
        Arguments.of("'max_concurrent_runs':1001", "max_concurrent_runs"),
        Arguments.of(cron + ",'continuous':{}", "Only one of schedule, trigger and continuous"),
        Arguments.of(
            "'schedule':{'quartz_cron_expression':'0 1 * * ?','timezone_id':'UTC'}",
            "6 or 7 fields"),
        Arguments.of(
            "'schedule':{'quartz_cron_expression':'0 0 1 * * ?','timezone_id':'Mars'}",
            "timezone_id"),
        Arguments.of("'trigger':{'periodic':{'interval':0,'unit':'DAYS'}}", "interval"),
        Arguments.of(
            "'trigger':{'file_arrival':{'url':'s3://x','min_time_between_triggers_seconds':5}}",
            "at least 60"),
        Arguments.of(
            "'git_source':{'git_url':'https://x','git_branch':'m'}",
            "git_source.git_provider must be one of:"
                + " github,gitlab,bitbucketcloud,gitlabenterpriseedition,bitbucketserver,azuredevopsservices,githubenterprise,awscodecommit"),
        Arguments.of(
            "'git_source':{'git_url':'https://x','git_provider':'gitHub'}", "Exactly one of"),
        Arguments.of("'parameters':[{'name':'a b','default':''}]", "Invalid job parameter name"),
        Arguments.of(
            "'parameters':[{'name':'a','default':''},{'name':'a','default':''}]",
            "Duplicate name a"),
        Arguments.of("'health':{'rules':[]}", "at least one rule"),
        Arguments.of(
            "'webhook_notifications':{'on_start':[{'id':'1'},{'id':'2'},{'id':'3'},{'id':'4'}]}",
            "At most 3 webhooks"));
  }

  private static String tags(int count) {
    return String.join(",", IntStream.range(0, count).mapToObj(i -> "'k" + i + "':'v'").toList());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void settingsThatTheServerWouldNotTakeAreRefused(String fields, String reason) {
    // When
    WorkspaceClient.Reply reply = WORKSPACE.post("create", "{" + fields + "}");
    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("INVALID_PARAMETER_VALUE");
    assertThat(reply.message()).contains(reason);
  }

  @Test
  void aThousandTasksAreFineAndOneMoreIsNot() {
    // Given
    String[] keys = IntStream.range(0, 1001).mapToObj(i -> "t" + i).toArray(String[]::new);
    // When
    WorkspaceClient.Reply over = WORKSPACE.post("create", "{'tasks':[" + tasks(keys) + "]}");
    WorkspaceClient.Reply fits =
        WORKSPACE.post("create", "{'tasks':[" + tasks(java.util.Arrays.copyOf(keys, 1000)) + "]}");
    // Then
    assertThat(over.message()).contains("1000");
    assertThat(fits.status()).isEqualTo(200);
  }

  @Test
  void aNameMayHave4096Bytes() {
    // When / Then
    assertThat(WORKSPACE.post("create", "{'name':'" + "é".repeat(2048) + "'}").status())
        .isEqualTo(200);
    assertThat(WORKSPACE.post("create", "{'name':'" + "é".repeat(2049) + "'}").status())
        .isEqualTo(400);
  }

  @Test
  void aWrongTypeIsAMalformedRequestInDatabricksWords() {
    // When
    WorkspaceClient.Reply reply = WORKSPACE.post("run-now", "{'job_id':1,'notebook_params':'x'}");
    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("MALFORMED_REQUEST");
    assertThat(reply.message())
        .isEqualTo(
            "Could not parse request object: Expected object for field 'notebook_params', found"
                + " STRING");
    assertThat(reply.body().path("details").path(0).path("@type").asText())
        .isEqualTo("type.googleapis.com/google.rpc.RequestInfo");
  }

  @Test
  void aBodyThatIsNoJsonIsMalformedToo() {
    // When / Then
    assertThat(WORKSPACE.post("create", "{'name'").code()).isEqualTo("MALFORMED_REQUEST");
    assertThat(WORKSPACE.post("create", "[]").code()).isEqualTo("MALFORMED_REQUEST");
  }

  @Test
  void nullsMeanLeftOut() {
    // When / Then
    assertThat(
            WORKSPACE
                .post("create", "{'git_source':null,'schedule':null,'tasks':null,'run_as':null}")
                .status())
        .isEqualTo(200);
  }
}
