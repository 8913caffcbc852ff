package io.databricksoperator.text;

import java.nio.charset.StandardCharsets;

/**
 * Cuts text, and never a character in two: half of one cannot be stored, so that what is read back
 * would differ for ever from what was written. Halves that were there before become a question
 * mark, which is what they would be stored as.
 */
public final class Cut {

  private static final String MARK = "…";

  private Cut() {}

  /** The text, or as much of its beginning as fits with a mark; at most so many chars in all. */
  public static String to(String text, int most) {
    return text.length() <= most ? whole(text) : head(text, most - MARK.length()) + MARK;
  }

  /** At most so many chars of the beginning. */
  public static String head(String text, int most) {
    return whole(text.substring(0, place(text, most)));
  }

  /** The text from this place on; from the one before it if a character begins there. */
  public static String from(String text, int start) {
    return whole(text.substring(place(text, start)));
  }

  /** This place within the text, or the one before it if a character lies across. */
  private static int place(String text, int wanted) {
    int place = Math.clamp(wanted, 0, text.length());
    boolean across =
        place > 0
            && place < text.length()
            && Character.isSurrogatePair(text.charAt(place - 1), text.charAt(place));
    return across ? place - 1 : place;
  }

  private static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
