package io.databricksoperator.time;

import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as Kubernetes writes them: 10s, 5m, 1h30m, 500ms. */
public final class Durations {

  private static final Pattern WHOLE = Pattern.compile("([0-9]{1,9}(h|ms|m|s))+");
  private static final Pattern PART = Pattern.compile("([0-9]{1,9})(h|ms|m|s)");

  private Durations() {}

  /**
   * The duration that this text means.
   *
   * @param text as in a spec; null means that nothing was written
   * @param otherwise what is meant when nothing, or nothing readable, was written (the CRD's schema
   *     lets only readable ones in)
   */
  public static Duration parse(String text, Duration otherwise) {
    if ("0".equals(text)) {
      return Duration.ZERO;
    }
    if (text == null || !WHOLE.matcher(text).matches()) {
      return otherwise;
    }
    var sum = Duration.ZERO;
    for (var part = PART.matcher(text); part.find(); ) {
      var number = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "h" -> Duration.ofHours(number);
                case "m" -> Duration.ofMinutes(number);
                case "s" -> Duration.ofSeconds(number);
                default -> Duration.ofMillis(number);
              });
    }
    return sum;
  }

  /** The same, kept between two bounds. */
  public static Duration parse(String text, Duration otherwise, Duration atLeast, Duration atMost) {
    var read = parse(text, otherwise);
    return read.compareTo(atLeast) < 0 ? atLeast : read.compareTo(atMost) > 0 ? atMost : read;
  }

  /** For people: 1h2m, 4m12s, 37s; never finer than a second. */
  public static String text(Duration duration) {
    long hours = duration.toHours();
    int minutes = duration.toMinutesPart();
    int seconds = duration.toSecondsPart();
    if (hours > 0) {
      return hours + "h" + minutes + "m";
    }
    return minutes > 0 ? minutes + "m" + seconds + "s" : seconds + "s";
  }
}
