package io.databricksoperator.databricks.rest;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The one way of a request onto the wire. Whoever comes first decides: the connection that is about
 * to write it, or the caller who stops waiting. So it is always known whether it may have arrived.
 */
final class Passage {

  private enum State {
    WAITING,
    SENT,
    GIVEN_UP
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

  /** Called just before the first byte is written; false if it must not be. */
  boolean pass() {
    return state.compareAndSet(State.WAITING, State.SENT);
  }

  /** Closes it; false if the request is through already. */
  boolean giveUp() {
    return state.compareAndSet(State.WAITING, State.GIVEN_UP) || state.get() == State.GIVEN_UP;
  }

  /** Whether the request may have reached the other side. */
  boolean sent() {
    return state.get() == State.SENT;
  }
}
