package io.databricksoperator.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The workspace's own time: the base clock, sped up, plus whatever it was told to advance. It never
 * goes back; it stands still when its base does, which is what tests want.
 */
final class SimulatorClock {
  private final Clock base;
  private final double speed;
  private final long origin;
  private final AtomicLong advanced = new AtomicLong();

  SimulatorClock(Clock base, double speed) {
    this.base = base;
    this.speed = speed;
    this.origin = base.millis();
  }

  /** Epoch milliseconds of virtual time. */
  long millis() {
    return origin + Math.round((base.millis() - origin) * speed) + advanced.get();
  }

  double speed() {
    return speed;
  }

  void advance(Duration by) {
    advanced.addAndGet(by.toMillis());
  }
}
