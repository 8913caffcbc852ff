package io.databricksoperator.databricks.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.Auth;
import io.databricksoperator.databricks.CallObserver;
import io.databricksoperator.databricks.DatabricksApi;
import io.databricksoperator.databricks.Done;
import io.databricksoperator.databricks.Identity;
import io.databricksoperator.databricks.JobQuery;
import io.databricksoperator.databricks.RunQuery;
import io.databricksoperator.databricks.TaskOutput;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each method of the port: what it sends, and what it makes of the answer. */
class RestDatabricksTest {

  private static final long BIG = 9_123_456_789_012_345_678L;

  private final FakeHost host = new FakeHost();
  private final DatabricksClients clients =
      new DatabricksClients(
          HostRules.of(List.of(host.origin())), Clock.systemUTC(), CallObserver.NONE);
  private final DatabricksApi databricks =
      clients.open(
          new ConnectionSettings(host.origin(), new Auth.Token("dapi-secret\n"), 100, "a/b"),
          () -> {});

  @AfterEach
  void close() {
    clients.close();
    host.close();
  }

  @Test
  void itKnowsWhoItIsAndWhere() {
    // Given
    var me =
        new FakeHost.Reaction(
            200, Map.of("X-Databricks-Org-Id", "77"), "{\"userName\":\"me@x\"}".getBytes());
    host.on("/api/2.0/preview/scim/v2/Me", request -> me);

    // When
    var answer = databricks.me();

    // Then
    assertThat(answer).isEqualTo(Answer.ok(new Identity("me@x", "77")));
    assertThat(host.seen().getFirst().authorization()).isEqualTo("Bearer dapi-secret");
  }

  @Test
  void aBlankIdOfTheWorkspaceIsNone() {
    // Given
    var me =
        new FakeHost.Reaction(
            200, Map.of("X-Databricks-Org-Id", " "), "{\"userName\":\"me@x\"}".getBytes());
    host.on("/api/2.0/preview/scim/v2/Me", request -> me);

    // Then
    assertThat(databricks.me()).isEqualTo(Answer.ok(new Identity("me@x", null)));
  }

  @Test
  void writesSendTheirFieldsAndReturnIdsOfNineteenDigits() {
    // Given
    host.on("/api/2.2/jobs/create", 200, "{\"job_id\": " + BIG + "}");
    host.on("/api/2.2/jobs/run-now", 200, "{\"run_id\": " + BIG + "}");
    host.on("/api/2.2/jobs/runs/submit", 200, "{\"run_id\": \"123\"}");
    host.on("/api/2.2/jobs/runs/repair", 200, "{\"repair_id\": " + BIG + "}");
    var body = Json.object().put("job_id", BIG);

    // When
    var answers =
        List.of(
            databricks.createJob(Json.object().put("name", "n")),
            databricks.runNow(body),
            databricks.submitRun(body),
            databricks.repairRun(body));

    // Then
    assertThat(answers)
        .containsExactly(Answer.ok(BIG), Answer.ok(BIG), Answer.ok(123L), Answer.ok(BIG));
    assertThat(host.seen())
        .extracting(FakeHost.Seen::body)
        .startsWith("{\"name\":\"n\"}", "{\"job_id\":9123456789012345678}");
  }

  @Test
  void writesWithoutAResultAreDone() {
    // Given
    host.on("/api/2.2/jobs/reset", 200, "{}");
    host.on("/api/2.2/jobs/delete", 200, "");
    host.on("/api/2.2/jobs/runs/cancel", 200, "{}");

    // When
    var answers =
        List.of(
            databricks.resetJob(5, Json.object().put("name", "n")),
            databricks.deleteJob(BIG),
            databricks.cancelRun(6));

    // Then
    assertThat(answers).containsOnly(Answer.ok(Done.DONE));
    assertThat(host.seen())
        .extracting(FakeHost.Seen::body)
        .containsExactly(
            "{\"job_id\":5,\"new_settings\":{\"name\":\"n\"}}",
            "{\"job_id\":" + BIG + "}",
            "{\"run_id\":6}");
  }

  @Test
  void thePagesOfAJobAreJoined() {
    // Given
    host.on(
        "/api/2.2/jobs/get",
        request ->
            FakeHost.Reaction.json(
                200,
                request.query().contains("page_token=two")
                    ? "{\"job_id\":5,\"settings\":{\"name\":\"n\","
                        + tasks(100, 150)
                        + ",\"job_clusters\":[{\"job_cluster_key\":\"c\"}]}}"
                    : "{\"job_id\":5,\"run_as_user_name\":\"u\",\"next_page_token\":\"two\","
                        + "\"has_more\":true,\"settings\":{\"name\":\"n\","
                        + tasks(0, 100)
                        + "}}"));

    // When
    var answer = databricks.getJob(5);

    // Then
    assertThat(answer.map(job -> job.runAs())).isEqualTo(Answer.ok("u"));
    assertThat(answer.map(job -> job.cut())).isEqualTo(Answer.ok(false));
    var settings = answer.map(job -> job.settings());
    assertThat(settings.map(s -> s.path("tasks").size())).isEqualTo(Answer.ok(150));
    assertThat(settings.map(s -> s.path("job_clusters").size())).isEqualTo(Answer.ok(1));
  }

  @Test
  void thePagesOfARunAreJoinedWithItsHistory() {
    // Given
    host.on(
        "/api/2.2/jobs/runs/get",
        request ->
            FakeHost.Reaction.json(
                200,
                request.query().contains("page_token")
                    ? "{\"run_id\":7,"
                        + tasks(100, 101)
                        + ",\"iterations\":[{\"run_id\":1,\"task_key\":\"i\"}],"
                        + "\"repair_history\":[{\"id\":8,\"type\":\"REPAIR\"}]}"
                    : "{\"run_id\":7,\"next_page_token\":\"x\","
                        + tasks(0, 100)
                        + ",\"job_parameters\":[{\"name\":\"p\",\"value\":\"v\"}],"
                        + "\"repair_history\":[{\"type\":\"ORIGINAL\"}]}"));

    // When
    var answer = databricks.getRun(7);

    // Then
    assertThat(answer.map(run -> run.tasks().size())).isEqualTo(Answer.ok(101));
    assertThat(answer.map(run -> run.iterations().size())).isEqualTo(Answer.ok(1));
    assertThat(answer.map(run -> run.latestRepairId())).isEqualTo(Answer.ok(8L));
    assertThat(answer.map(run -> run.parameters())).isEqualTo(Answer.ok(Map.of("p", "v")));
    assertThat(host.seen())
        .allSatisfy(request -> assertThat(request.query()).contains("include_history=true"));
  }

  @Test
  void pagesThatNeverEndAreAFailure() {
    // Given
    var endless = new Pages(ask -> Answer.ok(new Content(json("same"), null)));

    // When
    var answer = endless.job(5);

    // Then
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> assertThat(failed.failure().text()).contains("do not come to an end"));
  }

  @Test
  void listsAskForFullPagesAndPassEveryFilter() {
    // Given
    host.on("/api/2.2/jobs/list", 200, "{\"jobs\":[{\"job_id\":1,\"has_more\":true}]}");
    host.on("/api/2.2/jobs/runs/list", 200, "{\"next_page_token\":\"n\"}");
    var from = Instant.ofEpochMilli(1_790_000_000_000L);

    // When
    var jobs = databricks.listJobs(JobQuery.named("a b&c").page("t"));
    var runs = databricks.listRuns(new RunQuery(BIG, true, "JOB_RUN", from, true, "t"));
    var all = databricks.listRuns(RunQuery.submitted());

    // Then
    assertThat(jobs.map(page -> page.items().getFirst().cut())).isEqualTo(Answer.ok(true));
    assertThat(runs.map(page -> page.nextToken())).isEqualTo(Answer.ok("n"));
    assertThat(all.map(page -> page.items())).isEqualTo(Answer.ok(List.of()));
    assertThat(host.seen())
        .extracting(FakeHost.Seen::query)
        .containsExactly(
            "limit=100&name=a b&c&page_token=t",
            "limit=25&job_id="
                + BIG
                + "&active_only=true&run_type=JOB_RUN&start_time_from=1790000000000"
                + "&expand_tasks=true&page_token=t",
            "limit=25&run_type=SUBMIT_RUN");
  }

  @Test
  void theOutputOfATaskIsItsErrorAndTrace() {
    // Given
    host.on(
        "/api/2.2/jobs/runs/get-output",
        200,
        "{\"error\":\"ValueError: boom\",\"error_trace\":\"Traceback dapi0123456789abcdef\"}");

    // When
    var answer = databricks.getOutput(9);

    // Then
    assertThat(answer).isEqualTo(Answer.ok(new TaskOutput("ValueError: boom", "Traceback ***")));
  }

  private static ObjectNode json(String token) {
    return Json.object().put("job_id", 5).put("next_page_token", token);
  }

  private static String tasks(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "{\"task_key\":\"t" + i + "\",\"run_id\":" + (1000 + i) + "}")
        .collect(Collectors.joining(",", "\"tasks\":[", "]"));
  }
}
