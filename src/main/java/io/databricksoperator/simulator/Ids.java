package io.databricksoperator.simulator;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of jobs, runs and repairs. Large ones lie between 2^59 and 2^60, far above the 2^53 that a
 * double holds exactly, and do not follow each other; the same calls in the same order give the
 * same ids.
 */
final class Ids {
  private static final long SPAN = 1L << 59;

  /** Odd, hence a bijection modulo a power of two: no id comes twice. */
  private static final long STEP = 0x3C6EF372FE94F82BL;

  private final AtomicLong count = new AtomicLong();

  long next(boolean large) {
    long number = count.incrementAndGet();
    return large ? SPAN + ((number * STEP) & (SPAN - 1)) : 1_000 + number * 7;
  }
}
