package io.databricksoperator.embedded;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A disturbance that a test asked for; it lasts until it is closed. */
public final class Outage implements AutoCloseable {
  private final Predicate<ApiRequest> affected;
  private final int status;
  private final AtomicInteger hits = new AtomicInteger();
  private volatile boolean over;

  Outage(Predicate<ApiRequest> affected, int status) {
    this.affected = affected;
    this.status = status;
  }

  boolean strikes(ApiRequest request) {
    var strikes = !over && affected.test(request);
    if (strikes) {
      hits.incrementAndGet();
    }
    return strikes;
  }

  /** HTTP status of the refusals; 0 when answers are lost instead. */
  int status() {
    return status;
  }

  boolean isOver() {
    return over;
  }

  /** How many requests it has struck so far. */
  public int hits() {
    return hits.get();
  }

  /** Ends it. */
  @Override
  public void close() {
    over = true;
  }
}
