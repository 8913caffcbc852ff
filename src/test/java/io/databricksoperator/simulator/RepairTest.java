package io.databricksoperator.simulator;

import static io.databricksoperator.simulator.WorkspaceClient.result;
import static io.databricksoperator.simulator.WorkspaceClient.state;
import static io.databricksoperator.simulator.WorkspaceClient.stream;
import static io.databricksoperator.simulator.WorkspaceClient.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepairTest {
  private static final String ALL = "'rerun_all_failed_tasks':true,'rerun_dependent_tasks':true";

  private final WorkspaceClient workspace = WorkspaceClient.start();

  @BeforeEach
  void readsAreFresh() {
    workspace.settings("{'staleReadsAfterRepair':0}");
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  /** A run of a, b after a, c after b, and e, in which b failed; b succeeds the next time. */
  private long failedRun() {
    workspace.script("b", "{'result':'FAILED'},{}");
    return ended(workspace.jobWith("a", "b:a", "c:b", "e"), "");
  }

  private long ended(long job, String more) {
    long run = workspace.runNow(job, more);
    workspace.advance("PT1H");
    return run;
  }

  private WorkspaceClient.Reply refused(long run, String more) {
    WorkspaceClient.Reply reply =
        workspace.post("runs/repair", "{'run_id':" + run + "," + more + "}");
    assertThat(reply.status()).isEqualTo(400);
    return reply;
  }

  @Test
  void aRepairRunsTheFailedTasksAgainInTheSameRun() {
    // Given
    long run = failedRun();
    long failedTask = workspace.task(run, "b").path("run_id").asLong();
    // When
    long repair = workspace.repair(run, ALL);
    JsonNode meanwhile = workspace.run(run);
    workspace.advance("PT1H");
    // Then
    JsonNode after = workspace.run(run);
    assertThat(state(meanwhile)).isEqualTo("PENDING");
    assertThat(meanwhile.path("end_time").asLong()).isZero();
    assertThat(result(after)).isEqualTo("SUCCESS");
    assertThat(stream(after.path("tasks")))
        .extracting(t -> t.path("task_key").asText())
        .containsExactly("a", "b", "c", "e", "b", "c");
    assertThat(workspace.attempts(run, "b"))
        .extracting(WorkspaceClient::result)
        .containsExactly("FAILED", "SUCCESS");
    assertThat(workspace.task(run, "b").path("attempt_number").asInt()).isEqualTo(1);
    assertThat(
            workspace
                .run(workspace.task(run, "b").path("run_id").asLong())
                .path("original_attempt_run_id")
                .asLong())
        .isEqualTo(failedTask);
    JsonNode history = after.path("repair_history");
    assertThat(stream(history))
        .extracting(h -> h.path("type").asText())
        .containsExactly("ORIGINAL", "REPAIR");
    assertThat(history.path(0).has("id")).isFalse();
    assertThat(result(history.path(0))).isEqualTo("FAILED");
    assertThat(history.path(1).path("id").asLong()).isEqualTo(repair);
    assertThat(history.path(1).path("task_run_ids").size()).isEqualTo(2);
    assertThat(workspace.get("runs/get?run_id=" + run).body().has("repair_history")).isFalse();
  }

  @Test
  void theRunDurationCoversTheRunAndItsRepairs() {
    // Given
    long run = failedRun();
    // When
    workspace.repair(run, ALL);
    workspace.advance("PT1H");
    // Then
    assertThat(workspace.run(run).path("run_duration").asLong()).isEqualTo(12_000 + 12_000);
  }

  @Test
  void theNextRepairNeedsTheIdOfTheLast() {
    // Given
    workspace.script("a", "{'result':'FAILED'}");
    long run = ended(workspace.jobWith("a"), "");
    long first = workspace.repair(run, ALL);
    workspace.advance("PT1H");
    // When
    WorkspaceClient.Reply without = refused(run, ALL);
    WorkspaceClient.Reply stale = refused(run, ALL + ",'latest_repair_id':7");
    workspace.repair(run, ALL + ",'latest_repair_id':" + first);
    workspace.advance("PT1H");
    WorkspaceClient.Reply old = refused(run, ALL + ",'latest_repair_id':" + first);
    // Then
    assertThat(without.message())
        .isEqualTo("The latest repair ID needs to be provided in order to create a new repair");
    assertThat(stale.code()).isEqualTo("INVALID_PARAMETER_VALUE");
    assertThat(old.code()).isEqualTo("INVALID_PARAMETER_VALUE");
    assertThat(workspace.effects("RunRepaired")).hasSize(2);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    // Given
    long run = failedRun();
    long good = ended(workspace.jobWith("e"), "");
    long active = workspace.runNow(workspace.jobWith("e"));
    // When / Then
    assertThat(refused(run, "'rerun_tasks':['b','b']").message())
        .isEqualTo("rerun_tasks cannot contain duplicate task keys.");
    assertThat(refused(run, "'rerun_tasks':['b'],'rerun_all_failed_tasks':true").code())
        .isEqualTo("INVALID_PARAMETER_VALUE");
    assertThat(refused(run, "'rerun_dependent_tasks':true").code())
        .isEqualTo("INVALID_PARAMETER_VALUE");
    assertThat(refused(run, "'rerun_tasks':['z']").message()).contains("z");
    assertThat(refused(good, ALL).code()).isEqualTo("INVALID_PARAMETER_VALUE");
    assertThat(refused(active, ALL).code()).isEqualTo("INVALID_STATE");
    assertThat(refused(42, ALL).message()).isEqualTo("Run 42 does not exist.");
  }

  @Test
  void refusalsHaveTheTextThatTheSettingsSay() {
    // Given
    workspace.settings("{'repairActiveText':'busy with %d','repairActiveCode':'CONFLICT'}");
    long active = workspace.runNow(workspace.jobWith("e"));
    // When
    WorkspaceClient.Reply reply = refused(active, ALL);
    // Then
    assertThat(reply.code()).isEqualTo("CONFLICT");
    assertThat(reply.message()).isEqualTo("busy with " + active);
  }

  @Test
  void dependentsRunAgainOnlyWhenAsked() {
    // Given
    long run = ended(workspace.jobWith("a", "b:a", "e"), "");
    // When
    long first = workspace.repair(run, "'rerun_tasks':['a']");
    workspace.advance("PT1H");
    int alone = workspace.attempts(run, "b").size();
    workspace.repair(
        run, "'rerun_tasks':['a'],'rerun_dependent_tasks':true,'latest_repair_id':" + first);
    workspace.advance("PT1H");
    // Then
    assertThat(alone).isEqualTo(1);
    assertThat(workspace.attempts(run, "b")).hasSize(2);
    assertThat(workspace.attempts(run, "e")).hasSize(1);
  }

  @Test
  void whetherAllFailedMeansUpstreamFailedTooIsASetting() {
    // Given
    workspace.settings("{'rerunAllFailedTakesUpstreamFailed':false}");
    long run = failedRun();
    // When
    workspace.repair(run, "'rerun_all_failed_tasks':true");
    workspace.advance("PT1H");
    // Then
    assertThat(workspace.attempts(run, "b")).hasSize(2);
    assertThat(workspace.attempts(run, "c")).hasSize(1);
    assertThat(result(workspace.run(run))).isEqualTo("FAILED");
  }

  @Test
  void attemptNumbersAfterARepairAreASetting() {
    // Given
    workspace.settings("{'attemptNumberAfterRepair':'RESTART'}");
    long run = failedRun();
    // When
    workspace.repair(run, ALL);
    // Then
    assertThat(workspace.attempts(run, "b"))
        .extracting(t -> t.path("attempt_number").asInt())
        .containsExactly(0, 0);
  }

  @Test
  void aRepairUsesTheSettingsOfNowAndForgetsTheParametersOfThen() {
    // Given
    workspace.script("a", "{'result':'FAILED'},{}");
    long job =
        workspace.job("'parameters':[{'name':'p','default':'1'}],'tasks':[" + tasks("a") + "]");
    long run = ended(job, ",'job_parameters':{'p':'2'}");
    workspace.ok(
        workspace.post(
            "update",
            "{'job_id':"
                + job
                + ",'new_settings':{'tasks':[{'task_key':'a','spark_python_task':{'python_file':'/new.py'}}]}}"));
    // When
    workspace.repair(run, ALL);
    workspace.advance("PT1H");
    // Then
    List<JsonNode> attempts = workspace.attempts(run, "a");
    assertThat(attempts.getFirst().has("notebook_task")).isTrue();
    assertThat(attempts.getLast().path("spark_python_task").path("python_file").asText())
        .isEqualTo("/new.py");
    assertThat(workspace.run(run).path("job_parameters").path(0).path("value").asText())
        .isEqualTo("1");
  }

  @Test
  void aTaskThatTheJobNoLongerHasCannotBeRepaired() {
    // Given
    workspace.script("a", "{'result':'FAILED'}");
    long job = workspace.jobWith("a");
    long run = ended(job, "");
    workspace.ok(
        workspace.post(
            "reset", "{'job_id':" + job + ",'new_settings':{'tasks':[" + tasks("other") + "]}}"));
    // When / Then
    assertThat(refused(run, ALL).message()).contains("a");
  }

  @Test
  void forSomeReadsTheRunStillLooksEnded() {
    // Given
    workspace.settings("{'staleReadsAfterRepair':2}");
    long run = failedRun();
    // When
    workspace.repair(run, ALL);
    String listed = state(workspace.get("runs/list").body().path("runs").path(0));
    List<JsonNode> reads = List.of(workspace.run(run), workspace.run(run), workspace.run(run));
    // Then
    assertThat(listed).as("a list does not wait for reads").isEqualTo("PENDING");
    assertThat(reads)
        .extracting(WorkspaceClient::state)
        .containsExactly("INTERNAL_ERROR", "INTERNAL_ERROR", "PENDING");
    assertThat(reads)
        .extracting(read -> read.path("repair_history").size())
        .containsExactly(1, 1, 2);
  }

  @Test
  void forSomeTimeTheRunStillLooksEnded() {
    // Given
    workspace.settings("{'staleTimeAfterRepair':'PT3S'}");
    long run = failedRun();
    // When
    workspace.repair(run, ALL);
    workspace.advance("PT2S");
    String still = state(workspace.run(run));
    String listed = state(workspace.get("runs/list").body().path("runs").path(0));
    workspace.advance("PT1S");
    // Then
    assertThat(List.of(still, listed)).containsOnly("INTERNAL_ERROR");
    assertThat(state(workspace.run(run))).isEqualTo("RUNNING");
  }

  @Test
  void aRepairWaitsForASlotUnlessTheSettingsSayOtherwise() {
    // Given
    workspace.script("a", "{'result':'FAILED'},{}");
    long job = workspace.jobWith("a");
    long one = ended(job, "");
    long two = ended(job, "");
    workspace.ok(
        workspace.post("/simulator/script", "{'task':'a','attempts':[{'duration':'PT5H'}]}"));
    workspace.runNow(job);
    // When
    workspace.repair(one, ALL);
    workspace.settings("{'repairWaitsForASlot':false}");
    workspace.repair(two, ALL);
    // Then
    assertThat(state(workspace.run(one))).isEqualTo("QUEUED");
    assertThat(state(workspace.run(two))).isEqualTo("PENDING");
  }
}
