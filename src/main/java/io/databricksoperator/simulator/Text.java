package io.databricksoperator.simulator;

import java.util.regex.Matcher;

/** Error texts that settings may replace; a text without places for values is fine too. */
final class Text {
  private Text() {}

  /** Puts values, in order, where the text has {@code %d} or {@code %s}. */
  static String filled(String text, Object... values) {
    String filled = text;
    for (Object value : values) {
      filled = filled.replaceFirst("%[ds]", Matcher.quoteReplacement(value.toString()));
    }
    return filled;
  }
}
