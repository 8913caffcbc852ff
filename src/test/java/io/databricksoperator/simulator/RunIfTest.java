package io.databricksoperator.simulator;

import static io.databricksoperator.simulator.WorkspaceClient.code;
import static io.databricksoperator.simulator.WorkspaceClient.result;
import static io.databricksoperator.simulator.WorkspaceClient.task;
import static io.databricksoperator.simulator.WorkspaceClient.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunIfTest {
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

  @ParameterizedTest
  @CsvSource({
    "ALL_SUCCESS, SUCCESS, SUCCESS, SUCCESS",
    "ALL_SUCCESS, SUCCESS, FAILED, UPSTREAM_FAILED",
    "ALL_SUCCESS, SUCCESS, EXCLUDED, SUCCESS",
    "ALL_SUCCESS, EXCLUDED, EXCLUDED, EXCLUDED",
    "ALL_SUCCESS, SUCCESS, CANCELED, UPSTREAM_CANCELED",
    "ALL_DONE, FAILED, FAILED, SUCCESS",
    "ALL_DONE, EXCLUDED, EXCLUDED, EXCLUDED",
    "AT_LEAST_ONE_SUCCESS, SUCCESS, FAILED, SUCCESS",
    "AT_LEAST_ONE_SUCCESS, FAILED, FAILED, UPSTREAM_FAILED",
    "NONE_FAILED, SUCCESS, EXCLUDED, SUCCESS",
    "NONE_FAILED, SUCCESS, FAILED, UPSTREAM_FAILED",
    "AT_LEAST_ONE_FAILED, SUCCESS, FAILED, SUCCESS",
    "AT_LEAST_ONE_FAILED, SUCCESS, SUCCESS, EXCLUDED",
    "AT_LEAST_ONE_FAILED, SUCCESS, CANCELED, SUCCESS",
    "ALL_FAILED, FAILED, FAILED, SUCCESS",
    "ALL_FAILED, FAILED, SUCCESS, EXCLUDED"
  })
  void runIfDecidesByTheResultsUpstream(String runIf, String a, String b, String expected) {
    // Given
    workspace.script("a", "{'result':'" + a + "'}");
    workspace.script("b", "{'result':'" + b + "'}");
    long job =
        workspace.job(
            "'tasks':[" + tasks("a", "b") + "," + task("c:a,b", ",'run_if':'" + runIf + "'") + "]");
    // When
    long run = ran(job);
    // Then
    assertThat(result(workspace.task(run, "c"))).isEqualTo(expected);
  }

  @Test
  void aDisabledTaskNeverRuns() {
    // Given
    long job =
        workspace.job("'tasks':[" + task("a", ",'disabled':true") + "," + tasks("b:a", "c") + "]");
    // When
    long run = ran(job);
    // Then
    assertThat(result(workspace.task(run, "a"))).isEqualTo("DISABLED");
    assertThat(code(workspace.task(run, "a"))).isEqualTo("DISABLED");
    assertThat(result(workspace.task(run, "b"))).isEqualTo("DISABLED");
    assertThat(result(workspace.run(run))).isEqualTo("SUCCESS");
    assertThat(workspace.effects("TaskStarted")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "ALL_SUCCESS, SUCCESS, DISABLED",
    "ALL_SUCCESS, FAILED, UPSTREAM_FAILED",
    "AT_LEAST_ONE_SUCCESS, SUCCESS, SUCCESS",
    "AT_LEAST_ONE_SUCCESS, FAILED, UPSTREAM_FAILED",
    "NONE_FAILED, EXCLUDED, SUCCESS",
    "ALL_DONE, FAILED, SUCCESS",
    "AT_LEAST_ONE_FAILED, FAILED, SUCCESS",
    "AT_LEAST_ONE_FAILED, SUCCESS, DISABLED",
    "ALL_FAILED, FAILED, DISABLED"
  })
  void aDisabledTaskUpstreamIsNeitherASuccessNorAFailure(
      String runIf, String other, String expected) {
    // Given
    workspace.script("b", "{'result':'" + other + "'}");
    long job =
        workspace.job(
            "'tasks':["
                + task("a", ",'disabled':true")
                + ","
                + tasks("b")
                + ","
                + task("c:a,b", ",'run_if':'" + runIf + "'")
                + "]");
    // When
    long run = ran(job);
    // Then
    assertThat(result(workspace.task(run, "c"))).isEqualTo(expected);
  }
}
