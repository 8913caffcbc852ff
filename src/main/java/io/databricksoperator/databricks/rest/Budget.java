package io.databricksoperator.databricks.rest;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one workspace may be asked: so many calls at once, and so many in any one second (a window
 * that slides, so a burst never doubles the rate). First come, first served; nothing here pins a
 * virtual thread.
 */
final class Budget {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Semaphore inFlight;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Condition come = turn.newCondition();
  private final long[] starts;
  private final long waitNanos;
  private int next;

  Budget(int requestsPerSecond, int callsInFlight, Duration longestWait) {
    this.inFlight = new Semaphore(callsInFlight, true);
    this.starts = new long[requestsPerSecond];
    this.waitNanos = longestWait.toNanos();
    Arrays.fill(starts, System.nanoTime() - SECOND);
  }

  /**
   * Waits for a turn to have a call in flight. Each turn taken must be given back with {@link
   * #leave}.
   *
   * @return false if there is none within the longest wait
   */
  boolean enter() throws InterruptedException {
    return inFlight.tryAcquire(waitNanos, TimeUnit.NANOSECONDS);
  }

  /** Gives a turn back. */
  void leave() {
    inFlight.release();
  }

  /** Takes the next place in the window of a second, for one call, and waits until it has come. */
  void pace() throws InterruptedException {
    turn.lockInterruptibly();
    try {
      var left = reserve();
      while (left > 0) {
        left = come.awaitNanos(left);
      }
    } finally {
      turn.unlock();
    }
  }

  /** How long until a second has passed since the call a window's length ago; nanoseconds. */
  private long reserve() {
    var now = System.nanoTime();
    var wait = Math.max(0, starts[next] + SECOND - now);
    starts[next] = now + wait;
    next = (next + 1) % starts.length;
    return wait;
  }
}
