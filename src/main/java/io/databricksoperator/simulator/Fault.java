package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Something that goes wrong on a route.
 *
 * @param left how many calls it still strikes; negative for ever
 * @param status of the answer that replaces the real one; 0 leaves the real one
 * @param after whether the call has its effect first
 * @param latency in real time, before the effect or after it
 * @param ending what becomes of the connection
 * @param source as it was posted
 */
record Fault(
    Glob route,
    AtomicLong left,
    Answer answer,
    boolean after,
    Duration latency,
    Ending ending,
    JsonNode source) {

  /** What becomes of the connection. */
  enum Ending {
    ANSWER,
    DROP,
    BLACK_HOLE
  }

  /** For the ledger. */
  String described() {
    String when = after ? " after the effect" : " before the effect";
    return switch (ending) {
      case DROP -> "dropped" + when;
      case BLACK_HOLE -> "black hole" + when;
      case ANSWER -> answer == null ? "latency " + latency : "status " + answer.status() + when;
    };
  }
}
