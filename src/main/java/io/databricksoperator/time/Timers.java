package io.databricksoperator.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where "later" is kept (design 3.10): polls, backoffs, time-outs and sweeps are all
 * entries here, over one clock. Each key has at most one entry; setting it again replaces it.
 *
 * <p>The clock is looked at many times a second rather than slept through, so that a clock that
 * jumps (a laptop that wakes, a test that moves it) is followed at once. One that is set back takes
 * what is planned back with it: nothing comes late by that, and what comes too early for a time of
 * day is planned again by whoever it wakes.
 */
public final class Timers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
  private static final long LOOK_EVERY_MS = 20;

  private record Entry(Object key, Instant at, long number, Runnable action) {}

  private final Clock clock;
  private final Map<Object, Entry> byKey = new HashMap<>();
  private final TreeSet<Entry> queue =
      new TreeSet<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::number));
  private final Thread thread;
  private Instant seen = Instant.MIN;
  private long numbers;
  private boolean closed;

  /** Starts the one thread. */
  public Timers(Clock clock) {
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("timers").daemon().start(this::loop);
  }

  /** The clock that all of it hangs on. */
  public Clock clock() {
    return clock;
  }

  /**
   * Runs the action once that time has come, instead of what this key had before. The action must
   * return at once: it wakes something, it does no work.
   */
  public synchronized void set(Object key, Instant at, Runnable action) {
    follow();
    cancel(key);
    var entry = new Entry(key, at, numbers++, action);
    byKey.put(key, entry);
    queue.add(entry);
    notifyAll();
  }

  /** Forgets this key's entry, if it has one. */
  public synchronized void cancel(Object key) {
    var entry = byKey.remove(key);
    if (entry != null) {
      queue.remove(entry);
    }
  }

  /** Whether entries are still carried out. */
  public synchronized boolean running() {
    return !closed && thread.isAlive();
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  private void loop() {
    try {
      for (var due = next(); due != null; due = next()) {
        carryOut(due);
      }
    } catch (InterruptedException e) {
      LOG.debug("timers were interrupted");
    }
  }

  /** One action that fails must not end all that is to come. */
  private static void carryOut(Entry due) {
    try {
      due.action.run();
    } catch (RuntimeException e) {
      LOG.atError().setMessage("a timer's action failed").setCause(e).log();
    }
  }

  private synchronized Entry next() throws InterruptedException {
    while (!closed) {
      var first = queue.isEmpty() ? null : queue.first();
      if (first == null) {
        wait();
      } else if (!first.at.isAfter(follow())) {
        return take();
      } else {
        wait(LOOK_EVERY_MS);
      }
    }
    return null;
  }

  private Entry take() {
    var first = queue.pollFirst();
    byKey.remove(first.key);
    return first;
  }

  /** Looks at the clock. */
  private Instant follow() {
    var now = clock.instant();
    if (now.isBefore(seen)) {
      back(Duration.between(now, seen));
    }
    seen = now;
    return now;
  }

  private void back(Duration by) {
    var entries = List.copyOf(queue);
    queue.clear();
    for (var entry : entries) {
      var moved = new Entry(entry.key, entry.at.minus(by), entry.number, entry.action);
      byKey.put(entry.key, moved);
      queue.add(moved);
    }
  }
}
