package io.databricksoperator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something again and again, on a thread of its own, never twice at once. An error in one turn
 * is logged and does not end it; it rests when a turn says that there is nothing to do, until it is
 * asked again.
 */
public final class Loop {

  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  private final Timers timers;
  private final String name;
  private final Supplier<Duration> interval;
  private final BooleanSupplier turn;
  private Instant last = Instant.MIN;
  private Instant next;
  private boolean busy;
  private boolean asked;
  private boolean stopped;

  /**
   * A loop that rests.
   *
   * @param name for its thread and for logs
   * @param interval from the start of a turn to the start of the next
   * @param turn does the work and says whether there will be more
   */
  public Loop(Timers timers, String name, Supplier<Duration> interval, BooleanSupplier turn) {
    this.timers = timers;
    this.name = name;
    this.interval = interval;
    this.turn = turn;
  }

  /**
   * Makes sure that there is a next turn: after this delay, but not sooner than one interval after
   * the turn before. If the interval has become shorter, the next turn comes sooner than it was
   * planned.
   */
  public synchronized void ask(Duration delay) {
    if (busy) {
      // The turn may have looked before there was something to do.
      asked = true;
    } else {
      plan(timers.clock().instant().plus(delay));
    }
  }

  /** No turn begins any more. */
  public synchronized void stop() {
    stopped = true;
    timers.cancel(this);
  }

  private void plan(Instant wanted) {
    var now = timers.clock().instant();
    // The clock may have been set back since.
    last = last.isAfter(now) ? now : last;
    var earliest = last.equals(Instant.MIN) ? wanted : last.plus(interval.get());
    var at = wanted.isAfter(earliest) ? wanted : earliest;
    if (!stopped && (next == null || at.isBefore(next))) {
      next = at;
      timers.set(this, at, this::launch);
    }
  }

  private void launch() {
    Thread.ofVirtual().name(name).start(this::run);
  }

  private void run() {
    synchronized (this) {
      busy = true;
      next = null;
      asked = false;
      last = timers.clock().instant();
    }
    boolean more = true;
    try {
      more = turn.getAsBoolean();
    } catch (RuntimeException e) {
      LOG.atError()
          .setMessage("a turn failed, going on")
          .addKeyValue("loop", name)
          .setCause(e)
          .log();
    } finally {
      over(more);
    }
  }

  private synchronized void over(boolean more) {
    busy = false;
    if (more || asked) {
      plan(Instant.MIN);
    }
  }
}
