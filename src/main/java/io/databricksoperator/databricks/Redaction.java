package io.databricksoperator.databricks;

import io.databricksoperator.text.Cut;
import io.databricksoperator.text.Mask;

/** Takes secrets out of text that others wrote, before it reaches a status, an event or a log. */
public final class Redaction {

  /** How much more than what is kept is looked at: a secret that is cut in two hides nothing. */
  private static final int SLACK = 4096;

  private Redaction() {}

  /** The text with {@code ***} in place of secrets. A null becomes the empty text. */
  public static String of(String text) {
    return text == null ? "" : Mask.over(text);
  }

  /** The redacted text, cut to this many characters with a mark where it was cut. */
  public static String of(String text, int most) {
    return text == null ? "" : Cut.to(of(Cut.head(text, most + SLACK)), most);
  }

  /** The same of its end: what was cut away stands before it. */
  public static String ofEnd(String text, int most) {
    if (text == null || text.length() <= most) {
      return of(text);
    }
    var clean = of(Cut.from(text, text.length() - most - SLACK));
    return clean.length() <= most ? clean : "…" + Cut.from(clean, clean.length() - most);
  }
}
