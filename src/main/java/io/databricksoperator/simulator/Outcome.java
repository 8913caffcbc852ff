package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How a run or a task attempt ended, in both of the API's shapes (databricks-api.md 3.1 and 3.2).
 *
 * @param lifeCycle legacy {@code life_cycle_state}
 * @param result legacy {@code result_state}; null when the API shows none
 * @param code {@code termination_details.code}
 * @param type {@code termination_details.type}
 * @param message for both shapes, may be empty
 * @param stopped {@code user_cancelled_or_timedout}
 */
record Outcome(
    String lifeCycle, Result result, String code, String type, String message, boolean stopped) {
  static final String WORKLOAD_FAILED = "Workload failed, see run output for details";

  /** Legacy result states. */
  enum Result {
    SUCCESS,
    FAILED,
    TIMEDOUT,
    CANCELED,
    MAXIMUM_CONCURRENT_RUNS_REACHED,
    EXCLUDED,
    SUCCESS_WITH_FAILURES,
    UPSTREAM_FAILED,
    UPSTREAM_CANCELED,
    DISABLED
  }

  boolean is(Result wanted) {
    return result == wanted;
  }

  /** Whether something ran and came out well. */
  boolean succeeded() {
    return result == Result.SUCCESS || result == Result.SUCCESS_WITH_FAILURES;
  }

  /** Failed by itself: what a retry and a message of the run are about. */
  boolean failed() {
    return result == Result.FAILED || result == Result.TIMEDOUT;
  }

  ObjectNode state() {
    ObjectNode state = Json.object().put("life_cycle_state", lifeCycle);
    if (result != null) {
      state.put("result_state", result.name());
    }
    return state.put("state_message", message).put("user_cancelled_or_timedout", stopped);
  }

  ObjectNode status() {
    ObjectNode status = Json.object().put("state", "TERMINATED");
    status
        .putObject("termination_details")
        .put("code", code)
        .put("type", type)
        .put("message", message);
    return status;
  }
}
