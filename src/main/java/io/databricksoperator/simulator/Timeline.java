package io.databricksoperator.simulator;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * What is to happen, in order of time and then of planning. Nothing runs by itself: {@link
 * #runUntil} catches up, and while an event runs {@link #now} is the time it was due, so a jump of
 * an hour leaves exactly the traces that an hour would have left.
 */
final class Timeline {
  private record Event(long time, long order, Runnable action) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::order));
  private long planned;
  private long now;

  Timeline(long start) {
    this.now = start;
  }

  long now() {
    return now;
  }

  void at(long time, Runnable action) {
    events.add(new Event(Math.max(time, now), planned++, action));
  }

  void after(long millis, Runnable action) {
    at(now + millis, action);
  }

  void runUntil(long time) {
    while (!events.isEmpty() && events.peek().time() <= time) {
      Event event = events.poll();
      now = Math.max(now, event.time());
      event.action().run();
    }
    now = Math.max(now, time);
  }
}
