package io.databricksoperator.repair;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;

/**
 * How long to wait before a repair, counted from the end of the attempt that failed.
 *
 * @param initial before the first repair
 * @param factor how much longer each next one waits; at least 1
 * @param max the longest wait, jitter included
 */
public record Backoff(Duration initial, double factor, Duration max) {

  private static final double JITTER = 0.2;

  /**
   * The wait before the next repair: up to 20 % longer than the plain one, so that runs that failed
   * together do not come back together. The same question always has the same answer, so a
   * restarted operator keeps to the time it announced.
   *
   * @param repairsMade how many repairs there were before it
   * @param seed what makes one run's jitter differ from another's
   */
  public Duration before(int repairsMade, String seed) {
    var plain = initial.toMillis() * Math.pow(factor, repairsMade);
    var longer = plain * (1 + JITTER * fraction(seed + "/" + repairsMade));
    return Duration.ofMillis((long) Math.min(longer, max.toMillis()));
  }

  /** A number from 0 up to 1 that is fixed by the text; no secret hangs on it. */
  private static double fraction(String text) {
    var sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return sum.getValue() / (double) (1L << 32);
  }
}
