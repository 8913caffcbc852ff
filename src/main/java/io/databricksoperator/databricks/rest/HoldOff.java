package io.databricksoperator.databricks.rest;

import io.databricksoperator.databricks.DatabricksFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps to a {@code Retry-After}: until it is over, further calls of the same endpoint are not
 * sent, whoever makes them, but answered with the failure that asked for it. Limits are per
 * endpoint (databricks-api.md 4.4), so the other endpoints go on.
 */
final class HoldOff {

  private record Asked(Instant until, DatabricksFailure by) {}

  private final Clock clock;
  private final Map<Endpoint, Asked> asked = new ConcurrentHashMap<>();

  HoldOff(Clock clock) {
    this.clock = clock;
  }

  /** Remembers what a failure asked for. */
  void note(Endpoint endpoint, DatabricksFailure failure) {
    if (failure.retryAfter() != null && failure.retryAfter().isPositive()) {
      asked.put(endpoint, new Asked(clock.instant().plus(failure.retryAfter()), failure));
    }
  }

  /** The answer for a call that would be too early. */
  Optional<DatabricksFailure> tooEarly(Endpoint endpoint) {
    var last = asked.get(endpoint);
    if (last == null) {
      return Optional.empty();
    }
    var left = Duration.between(clock.instant(), last.until());
    if (left.compareTo(last.by().retryAfter()) > 0) {
      // The clock was set back: the wait begins anew rather than to last so much longer.
      note(endpoint, last.by());
      left = last.by().retryAfter();
    }
    if (left.isPositive()) {
      return Optional.of(Failures.tooEarly(last.by(), left));
    }
    asked.remove(endpoint, last);
    return Optional.empty();
  }
}
