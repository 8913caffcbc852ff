package io.databricksoperator.databricks.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.databricks.Lifecycle;
import io.databricksoperator.databricks.Outcome;
import io.databricksoperator.databricks.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two state models read into one (databricks-api.md 0.2, 3.1, 3.2). */
class StatesTest {

  @ParameterizedTest(name = "{0} {1} {2} {3} {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        // newer state | code | type | older life cycle | older result | lifecycle | outcome
        "QUEUED     |                     |                | QUEUED         |                    |"
            + " QUEUED      |",
        "PENDING    |                     |                | PENDING        |                    |"
            + " PENDING     |",
        "BLOCKED    |                     |                | BLOCKED        |                    |"
            + " BLOCKED     |",
        "WAITING    |                     |                | WAITING_FOR_RETRY |                 |"
            + " WAITING     |",
        "RUNNING    |                     |                | RUNNING        |                    |"
            + " RUNNING     |",
        "TERMINATING| USER_CANCELED       | SUCCESS        | TERMINATING    |                    |"
            + " TERMINATING |",
        "TERMINATED | SUCCESS             | SUCCESS        | TERMINATED     | SUCCESS            |"
            + " TERMINATED  | SUCCESS",
        "TERMINATED | SUCCESS_WITH_FAILURES | SUCCESS      | TERMINATED     | SUCCESS_WITH_FAILURES"
            + " | TERMINATED | SUCCESS_WITH_FAILURES",
        "TERMINATED | RUN_EXECUTION_ERROR | CLIENT_ERROR   | INTERNAL_ERROR | FAILED             |"
            + " TERMINATED  | FAILED",
        "TERMINATED | RUN_EXECUTION_ERROR | CLIENT_ERROR   | TERMINATED     | FAILED             |"
            + " TERMINATED  | FAILED",
        "TERMINATED | INTERNAL_ERROR      | INTERNAL_ERROR | INTERNAL_ERROR |                    |"
            + " TERMINATED  | FAILED",
        "TERMINATED | USER_CANCELED       | SUCCESS        | TERMINATED     | CANCELED           |"
            + " TERMINATED  | CANCELED",
        "TERMINATED | CANCELED            | CLIENT_ERROR   | TERMINATED     | TIMEDOUT           |"
            + " TERMINATED  | TIMEDOUT",
        "TERMINATED | MAX_CONCURRENT_RUNS_EXCEEDED | CLIENT_ERROR | SKIPPED |"
            + " MAXIMUM_CONCURRENT_RUNS_REACHED | TERMINATED | SKIPPED",
        "TERMINATED | SKIPPED             |                | SKIPPED        |                    |"
            + " TERMINATED  | SKIPPED",
        "TERMINATED | SKIPPED             |                | SKIPPED        | EXCLUDED           |"
            + " TERMINATED  | EXCLUDED",
        "TERMINATED | SKIPPED             | CLIENT_ERROR   | SKIPPED        | UPSTREAM_FAILED    |"
            + " TERMINATED  | UPSTREAM_FAILED",
        "TERMINATED | CANCELED            |                | SKIPPED        | UPSTREAM_CANCELED  |"
            + " TERMINATED  | UPSTREAM_CANCELED",
        "TERMINATED | DISABLED            | SUCCESS        | SKIPPED        | DISABLED           |"
            + " TERMINATED  | DISABLED",
        "TERMINATED | CLOUD_FAILURE       | CLOUD_FAILURE  | INTERNAL_ERROR | FAILED             |"
            + " TERMINATED  | FAILED",
        // only the newer one
        "TERMINATED | SUCCESS             | SUCCESS        |                |                    |"
            + " TERMINATED  | SUCCESS",
        "TERMINATED | SUCCESS_WITH_FAILURES |              |                |                    |"
            + " TERMINATED  | SUCCESS_WITH_FAILURES",
        "TERMINATED | USER_CANCELED       | SUCCESS        |                |                    |"
            + " TERMINATED  | CANCELED",
        "TERMINATED | CANCELED            | CLIENT_ERROR   |                |                    |"
            + " TERMINATED  | CANCELED",
        "TERMINATED | SKIPPED             |                |                |                    |"
            + " TERMINATED  | SKIPPED",
        "TERMINATED | MAX_JOB_QUEUE_SIZE_EXCEEDED |        |                |                    |"
            + " TERMINATED  | SKIPPED",
        "TERMINATED | DISABLED            |                |                |                    |"
            + " TERMINATED  | DISABLED",
        "TERMINATED | DRIVER_ERROR        | CLIENT_ERROR   |                |                    |"
            + " TERMINATED  | FAILED",
        "TERMINATED | A_NEW_CODE          | CLIENT_ERROR   |                |                    |"
            + " TERMINATED  | FAILED",
        "TERMINATED | A_NEW_CODE          | SUCCESS        |                |                    |"
            + " TERMINATED  | SUCCESS",
        "TERMINATED |                     |                |                |                    |"
            + " TERMINATED  | FAILED",
        // only the older one
        "           |                     |                | WAITING_FOR_RETRY |                 |"
            + " WAITING     |",
        "           |                     |                | TERMINATED     | SUCCESS            |"
            + " TERMINATED  | SUCCESS",
        "           |                     |                | INTERNAL_ERROR | FAILED             |"
            + " TERMINATED  | FAILED",
        "           |                     |                | INTERNAL_ERROR |                    |"
            + " TERMINATED  | FAILED",
        "           |                     |                | SKIPPED        |                    |"
            + " TERMINATED  | SKIPPED",
        // words from the future
        "           |                     |                | HIBERNATING    |                    |"
            + " RUNNING     |",
        "HIBERNATING|                     |                |                |                    |"
            + " RUNNING     |",
        "HIBERNATING|                     |                | PENDING        |                    |"
            + " PENDING     |",
        "ARCHIVED   | SUCCESS             | SUCCESS        | TERMINATED     | SUCCESS            |"
            + " TERMINATED  | SUCCESS",
        "TERMINATED | SUCCESS             | SUCCESS        | TERMINATED     | GLORIOUS           |"
            + " TERMINATED  | SUCCESS",
        "           |                     |                |                |                    |"
            + " RUNNING     |",
      })
  void eachPairIsRead(
      String state,
      String code,
      String type,
      String legacy,
      String result,
      Lifecycle lifecycle,
      Outcome outcome) {
    var run = Json.object();
    run.putObject("status")
        .put("state", state)
        .putObject("termination_details")
        .put("code", code)
        .put("type", type);
    run.putObject("state").put("life_cycle_state", legacy).put("result_state", result);

    var read = States.of(run);

    assertThat(read.lifecycle()).isEqualTo(lifecycle);
    assertThat(read.outcome()).isEqualTo(outcome);
    assertThat(read.code()).isEqualTo(read.ended() && code != null ? code : "");
  }

  @Test
  void aMessageComesFromTheEndOrTheQueueAndLosesItsSecrets() {
    // Given
    var ended = Json.object();
    ended
        .putObject("status")
        .put("state", "TERMINATED")
        .putObject("termination_details")
        .put("code", "X")
        .put("message", "boom dapi0123456789abcdef");
    var queued = Json.object();
    queued
        .putObject("status")
        .put("state", "QUEUED")
        .putObject("queue_details")
        .put("message", "Queued: 1 of 1");
    var old = Json.object();
    old.putObject("state")
        .put("life_cycle_state", "QUEUED")
        .put("queue_reason", "because")
        .put("state_message", "x");
    var said = Json.object();
    said.putObject("state").put("life_cycle_state", "RUNNING").put("state_message", "In run");

    // Then
    assertThat(States.of(ended).message()).isEqualTo("boom ***");
    assertThat(States.of(queued).message()).isEqualTo("Queued: 1 of 1");
    assertThat(States.of(old).message()).isEqualTo("because");
    assertThat(States.of(said)).isEqualTo(RunState.active(Lifecycle.RUNNING, "In run"));
  }
}
