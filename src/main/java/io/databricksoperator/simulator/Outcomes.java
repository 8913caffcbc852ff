package io.databricksoperator.simulator;

import io.databricksoperator.simulator.Outcome.Result;
import java.util.Map;

/**
 * Makes outcomes: which legacy state, code and type go together (databricks-api.md 3.2 and 3.3).
 */
final class Outcomes {
  /**
   * Our guesses for codes that are not plainly the client's fault; the setting terminationTypes
   * overrules them.
   */
  private static final Map<String, String> TYPES =
      Map.of(
          "SUCCESS", "SUCCESS",
          "SUCCESS_WITH_FAILURES", "SUCCESS",
          "DISABLED", "SUCCESS",
          "INTERNAL_ERROR", "INTERNAL_ERROR",
          "DRIVER_ERROR", "INTERNAL_ERROR",
          "BREAKING_CHANGE", "INTERNAL_ERROR",
          "CLOUD_FAILURE", "CLOUD_FAILURE");

  private final Settings settings;

  Outcomes(Settings settings) {
    this.settings = settings;
  }

  String type(String code) {
    String chosen = settings.value(Setting.TERMINATION_TYPES).path(code).asText("");
    return chosen.isEmpty() ? TYPES.getOrDefault(code, "CLIENT_ERROR") : chosen;
  }

  Outcome success() {
    return terminated(Result.SUCCESS, "SUCCESS", "");
  }

  Outcome successWithFailures() {
    return terminated(Result.SUCCESS_WITH_FAILURES, "SUCCESS_WITH_FAILURES", "");
  }

  Outcome failed(String code, String message) {
    return terminated(Result.FAILED, code, message);
  }

  /** A job run whose tasks failed ends as INTERNAL_ERROR with FAILED: measured, and surprising. */
  Outcome runFailed(String message) {
    return make("INTERNAL_ERROR", Result.FAILED, "RUN_EXECUTION_ERROR", message);
  }

  Outcome timedOut(String message) {
    return stopped(Result.TIMEDOUT, "CANCELED", message);
  }

  Outcome cancelled(String message) {
    return stopped(Result.CANCELED, "USER_CANCELED", message);
  }

  Outcome upstreamFailed() {
    return make("SKIPPED", Result.UPSTREAM_FAILED, "SKIPPED", "An upstream task failed.");
  }

  Outcome upstreamCancelled() {
    return make("SKIPPED", Result.UPSTREAM_CANCELED, "SKIPPED", "An upstream task was canceled.");
  }

  Outcome excluded(String message) {
    return make("SKIPPED", Result.EXCLUDED, "SKIPPED", message);
  }

  Outcome disabled() {
    return make("SKIPPED", Result.DISABLED, "DISABLED", "The task is disabled.");
  }

  Outcome nothingRan() {
    return make("SKIPPED", null, "SKIPPED", "No task of this run was executed.");
  }

  Outcome overLimit(long limit) {
    Result shown =
        settings.on(Setting.SKIPPED_RUN_HAS_RESULT) ? Result.MAXIMUM_CONCURRENT_RUNS_REACHED : null;
    return make(
        "SKIPPED",
        shown,
        "MAX_CONCURRENT_RUNS_EXCEEDED",
        "Skipping this run because the limit of "
            + limit
            + " maximum concurrent runs has been reached.");
  }

  /** What a script asked for; what it left open is filled in as Databricks would. */
  Outcome scripted(ScriptedAttempt attempt) {
    Outcome base = usual(attempt);
    String code = attempt.code().isEmpty() ? base.code() : attempt.code();
    String type = attempt.type().isEmpty() ? type(code) : attempt.type();
    String message = attempt.message().isEmpty() ? base.message() : attempt.message();
    return new Outcome(base.lifeCycle(), base.result(), code, type, message, base.stopped());
  }

  private Outcome usual(ScriptedAttempt attempt) {
    return switch (attempt.result()) {
      case SUCCESS -> success();
      case SUCCESS_WITH_FAILURES -> successWithFailures();
      case FAILED -> failed("RUN_EXECUTION_ERROR", Outcome.WORKLOAD_FAILED);
      case INTERNAL_ERROR ->
          make(
              "INTERNAL_ERROR",
              Result.FAILED,
              "INTERNAL_ERROR",
              "Run failed with an internal error.");
      case TIMEDOUT -> timedOut("The task run exceeded its timeout.");
      case CANCELED -> cancelled("Run cancelled.");
      case EXCLUDED -> excluded("The task was excluded.");
    };
  }

  private Outcome terminated(Result result, String code, String message) {
    return make("TERMINATED", result, code, message);
  }

  private Outcome stopped(Result result, String code, String message) {
    return new Outcome("TERMINATED", result, code, type(code), message, true);
  }

  private Outcome make(String lifeCycle, Result result, String code, String message) {
    return new Outcome(lifeCycle, result, code, type(code), message, false);
  }
}
