package io.databricksoperator.repair;

import io.databricksoperator.text.Cut;

/** The part of somebody else's text that fits into one of our sentences. */
final class Excerpt {

  private static final int MOST = 200;
  private static final int LEAD = 40;

  private Excerpt() {}

  /** The beginning of the text on one line, at most 200 characters. */
  static String of(String text) {
    return of(text, MOST);
  }

  /** The beginning of the text on one line, at most this many characters. */
  static String of(String text, int most) {
    var line = text.strip().replaceAll("\\s+", " ");
    return Cut.to(line, most);
  }

  /** The same, but so that what stands at this place is seen. */
  static String around(String text, int place) {
    return place < MOST / 2 ? of(text) : "…" + of(Cut.from(text, place - LEAD));
  }
}
