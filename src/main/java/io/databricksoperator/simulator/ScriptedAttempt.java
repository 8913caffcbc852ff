package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What one attempt of a task does. Empty texts and negative durations are left to the workspace's
 * defaults.
 *
 * @param duration milliseconds of execution, -1 for the default
 * @param setup milliseconds before it, -1 for the default
 * @param values task values that it sets when it ends
 */
record ScriptedAttempt(
    Kind result,
    String code,
    String type,
    String message,
    String error,
    String errorTrace,
    long duration,
    long setup,
    Map<String, JsonNode> values,
    String notebookResult,
    String logs) {
  static final ScriptedAttempt DEFAULT =
      new ScriptedAttempt(Kind.SUCCESS, "", "", "", "", "", -1, -1, Map.of(), "", "");

  /** How an attempt may end. */
  enum Kind {
    SUCCESS,
    SUCCESS_WITH_FAILURES,
    FAILED,
    INTERNAL_ERROR,
    TIMEDOUT,
    CANCELED,
    EXCLUDED
  }
}
