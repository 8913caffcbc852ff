package io.databricksoperator.simulator;

import static io.databricksoperator.simulator.WorkspaceClient.code;
import static io.databricksoperator.simulator.WorkspaceClient.result;
import static io.databricksoperator.simulator.WorkspaceClient.state;
import static io.databricksoperator.simulator.WorkspaceClient.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunStopsTest {
  private final WorkspaceClient workspace = WorkspaceClient.start();

  @AfterEach
  void close() {
    workspace.close();
  }

  private WorkspaceClient.Reply cancel(long run) {
    return workspace.post("runs/cancel", "{'run_id':" + run + "}");
  }

  @Test
  void aCancelledRunTerminatesAMomentLater() {
    // Given
    long run = workspace.runNow(workspace.jobWith("a", "b:a"));
    workspace.advance("PT2S");
    // When
    workspace.ok(cancel(run));
    JsonNode stopping = workspace.run(run);
    workspace.advance("PT1S");
    JsonNode stopped = workspace.run(run);
    // Then
    assertThat(state(stopping)).isEqualTo("TERMINATING");
    assertThat(code(stopping)).isEqualTo("USER_CANCELED");
    assertThat(state(stopped)).isEqualTo("TERMINATED");
    assertThat(result(stopped)).isEqualTo("CANCELED");
    assertThat(code(stopped)).isEqualTo("USER_CANCELED");
    assertThat(stopped.path("state").path("user_cancelled_or_timedout").asBoolean()).isTrue();
    assertThat(result(workspace.task(run, "a"))).isEqualTo("CANCELED");
    assertThat(result(workspace.task(run, "b"))).isEqualTo("UPSTREAM_CANCELED");
    workspace.advance("PT1H");
    assertThat(workspace.effects("RunEnded")).hasSize(1);
  }

  @Test
  void aRunThatEndedIsLeftAlone() {
    // Given
    long run = workspace.runNow(workspace.jobWith("a"));
    workspace.advance("PT1H");
    // When
    workspace.ok(cancel(run));
    // Then
    assertThat(result(workspace.run(run))).isEqualTo("SUCCESS");
    assertThat(workspace.effects("RunCancelled")).isEmpty();
  }

  @Test
  void anUnknownRunIsABadRequestWhateverTheSettings() {
    // Given
    workspace.settings("{'missingStatus':'404'}");
    // When
    WorkspaceClient.Reply reply = cancel(5);
    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).isEqualTo("Run 5 does not exist.");
  }

  @Test
  void oneTaskCanBeCancelledAndTheRunGoesOn() {
    // Given
    long run = workspace.runNow(workspace.jobWith("a", "b:a", "c"));
    // When
    workspace.ok(cancel(workspace.task(run, "a").path("run_id").asLong()));
    workspace.advance("PT1H");
    // Then
    assertThat(result(workspace.task(run, "a"))).isEqualTo("CANCELED");
    assertThat(result(workspace.task(run, "b"))).isEqualTo("UPSTREAM_CANCELED");
    assertThat(result(workspace.task(run, "c"))).isEqualTo("SUCCESS");
    assertThat(result(workspace.run(run))).isEqualTo("CANCELED");
  }

  @Test
  void cancelAllTakesTheRunsOfAJobOrOnlyTheQueuedOnes() {
    // Given
    long job = workspace.jobWith("a");
    long active = workspace.runNow(job);
    long queued = workspace.runNow(job);
    // When
    workspace.ok(
        workspace.post("runs/cancel-all", "{'job_id':" + job + ",'all_queued_runs':true}"));
    String first = state(workspace.run(active));
    workspace.ok(workspace.post("runs/cancel-all", "{'job_id':" + job + "}"));
    workspace.advance("PT1S");
    // Then
    assertThat(result(workspace.run(queued))).isEqualTo("CANCELED");
    assertThat(first).isEqualTo("PENDING");
    assertThat(result(workspace.run(active))).isEqualTo("CANCELED");
    assertThat(workspace.post("runs/cancel-all", "{}").status()).isEqualTo(400);
  }

  @Test
  void anActiveRunCannotBeDeletedAndAnEndedOneCan() {
    // Given
    long run = workspace.runNow(workspace.jobWith("a"));
    // When
    WorkspaceClient.Reply early = workspace.post("runs/delete", "{'run_id':" + run + "}");
    workspace.advance("PT1H");
    WorkspaceClient.Reply late = workspace.post("runs/delete", "{'run_id':" + run + "}");
    // Then
    assertThat(early.status()).isEqualTo(400);
    assertThat(early.code()).isEqualTo("INVALID_STATE");
    assertThat(late.status()).isEqualTo(200);
    assertThat(workspace.get("runs/get?run_id=" + run).status()).isEqualTo(400);
  }

  @Test
  void aCancelledRunCanBeRepaired() {
    // Given
    workspace.settings("{'staleReadsAfterRepair':0}");
    long run = workspace.runNow(workspace.job("'tasks':[" + tasks("a", "b:a") + "]"));
    workspace.ok(cancel(run));
    workspace.advance("PT1M");
    // When
    workspace.repair(run, "'rerun_all_failed_tasks':true");
    workspace.advance("PT1M");
    // Then
    assertThat(result(workspace.run(run))).isEqualTo("SUCCESS");
  }
}
