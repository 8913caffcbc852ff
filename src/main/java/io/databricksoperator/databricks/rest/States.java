package io.databricksoperator.databricks.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.databricksoperator.databricks.Lifecycle;
import io.databricksoperator.databricks.Outcome;
import io.databricksoperator.databricks.Redaction;
import io.databricksoperator.databricks.RunState;
import java.util.Optional;

/**
 * Reads the two state models into one (databricks-api.md 3.1, 3.2). Where it is comes from the
 * newer {@code status}, or from the older {@code state} where that says nothing we know; how it
 * ended from the older result where it is there, since only that tells a time-out from a
 * cancellation, else from the termination code. The older life cycle INTERNAL_ERROR is the usual
 * end of a run with a failed task and means nothing by itself.
 */
final class States {

  private static final int MESSAGE = 8192;

  private States() {}

  /** Whether a run, task or repair says anything about its state. */
  static boolean known(JsonNode of) {
    return of.path("status").isObject() || of.path("state").isObject();
  }

  /** The state of a run, task or repair. */
  static RunState of(JsonNode of) {
    var status = of.path("status");
    var state = of.path("state");
    var lifecycle =
        lifecycle(Json.text(status, "state"))
            .or(() -> legacyLifecycle(Json.text(state, "life_cycle_state")))
            .orElse(Lifecycle.RUNNING);
    if (!lifecycle.ended()) {
      var reason = Json.text(status.path("queue_details"), "message");
      return RunState.active(lifecycle, said(reason, Json.text(state, "queue_reason"), state));
    }
    var details = status.path("termination_details");
    return new RunState(
        lifecycle,
        outcome(details, state),
        Json.text(details, "code"),
        Json.text(details, "type"),
        said(Json.text(details, "message"), "", state));
  }

  private static String said(String newer, String older, JsonNode state) {
    var text = newer.isBlank() ? older : newer;
    return Redaction.of(text.isBlank() ? Json.text(state, "state_message") : text, MESSAGE);
  }

  private static Optional<Lifecycle> lifecycle(String word) {
    return switch (word) {
      case "QUEUED" -> Optional.of(Lifecycle.QUEUED);
      case "PENDING" -> Optional.of(Lifecycle.PENDING);
      case "BLOCKED" -> Optional.of(Lifecycle.BLOCKED);
      case "WAITING" -> Optional.of(Lifecycle.WAITING);
      case "RUNNING" -> Optional.of(Lifecycle.RUNNING);
      case "TERMINATING" -> Optional.of(Lifecycle.TERMINATING);
      case "TERMINATED" -> Optional.of(Lifecycle.TERMINATED);
      default -> Optional.empty();
    };
  }

  private static Optional<Lifecycle> legacyLifecycle(String word) {
    return switch (word) {
      case "WAITING_FOR_RETRY" -> Optional.of(Lifecycle.WAITING);
      case "SKIPPED", "INTERNAL_ERROR" -> Optional.of(Lifecycle.TERMINATED);
      default -> lifecycle(word);
    };
  }

  private static Outcome outcome(JsonNode details, JsonNode state) {
    return legacyOutcome(Json.text(state, "result_state"))
        .or(() -> ofCode(Json.text(details, "code")))
        .orElseGet(() -> ofRest(Json.text(details, "type"), Json.text(state, "life_cycle_state")));
  }

  private static Optional<Outcome> legacyOutcome(String word) {
    return switch (word) {
      case "SUCCESS" -> Optional.of(Outcome.SUCCESS);
      case "SUCCESS_WITH_FAILURES" -> Optional.of(Outcome.SUCCESS_WITH_FAILURES);
      case "FAILED" -> Optional.of(Outcome.FAILED);
      case "TIMEDOUT" -> Optional.of(Outcome.TIMEDOUT);
      case "CANCELED" -> Optional.of(Outcome.CANCELED);
      case "MAXIMUM_CONCURRENT_RUNS_REACHED" -> Optional.of(Outcome.SKIPPED);
      case "EXCLUDED" -> Optional.of(Outcome.EXCLUDED);
      case "UPSTREAM_FAILED" -> Optional.of(Outcome.UPSTREAM_FAILED);
      case "UPSTREAM_CANCELED" -> Optional.of(Outcome.UPSTREAM_CANCELED);
      case "DISABLED" -> Optional.of(Outcome.DISABLED);
      default -> Optional.empty();
    };
  }

  private static Optional<Outcome> ofCode(String code) {
    return switch (code) {
      case "SUCCESS" -> Optional.of(Outcome.SUCCESS);
      case "SUCCESS_WITH_FAILURES" -> Optional.of(Outcome.SUCCESS_WITH_FAILURES);
      case "USER_CANCELED", "CANCELED" -> Optional.of(Outcome.CANCELED);
      case "SKIPPED", "MAX_CONCURRENT_RUNS_EXCEEDED", "MAX_JOB_QUEUE_SIZE_EXCEEDED" ->
          Optional.of(Outcome.SKIPPED);
      case "DISABLED" -> Optional.of(Outcome.DISABLED);
      default -> Optional.empty();
    };
  }

  /** No word that we know: a success only where the type says so. */
  private static Outcome ofRest(String type, String legacyLifecycle) {
    if (type.equals("SUCCESS")) {
      return Outcome.SUCCESS;
    }
    return legacyLifecycle.equals("SKIPPED") ? Outcome.SKIPPED : Outcome.FAILED;
  }
}
