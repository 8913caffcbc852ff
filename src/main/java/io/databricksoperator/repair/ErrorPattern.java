package io.databricksoperator.repair;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * A regular expression that a user wrote, found anywhere in a text. RE2 takes linear time for any
 * expression, but nested counts such as {@code ((a{1000}){1000}){1000}} still make it build
 * programs that fill the memory, so their size is bounded here before and after compiling.
 *
 * @param text as written
 * @param pattern as compiled
 */
record ErrorPattern(String text, Pattern pattern) {

  /** How much of a text is searched; a message or error is rarely longer than a line. */
  private static final int SEARCHED = 4096;

  private static final double COMPILED = 300_000;
  private static final int PROGRAM = 2000;
  private static final Pattern COUNT = Pattern.compile("\\{([0-9]+)(?:,([0-9]*))?\\}");

  static ErrorPattern of(String text) {
    return new ErrorPattern(text, Pattern.compile(text));
  }

  /** Why this text cannot be used as an expression; empty if it can. */
  static Optional<String> problem(String text) {
    if (largest(text) > COMPILED) {
      return Optional.of("the counts in {} multiply to an expression that is too large");
    }
    try {
      return Pattern.compile(text).programSize() > PROGRAM
          ? Optional.of("the expression is too large; use * or + rather than counts in {}")
          : Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of(
          "no RE2 regular expression: " + e.getDescription() + ": " + e.getPattern());
    }
  }

  /** The excerpt around the place where the expression is found. */
  Optional<String> find(String searched) {
    var head = searched.substring(0, Math.min(searched.length(), SEARCHED));
    var matcher = pattern.matcher(head);
    return matcher.find() ? Optional.of(Excerpt.around(head, matcher.start())) : Optional.empty();
  }

  /**
   * An upper bound of the program's size, but for a small factor. A count that follows a group (or
   * the end of a quotation, which may hide one) repeats the counts within it, so these multiply; of
   * the others, which repeat one character, the largest stands for all.
   */
  private static double largest(String text) {
    double nested = 1;
    double single = 1;
    for (var count = COUNT.matcher(text); count.find(); ) {
      var times = Math.max(number(count.group(1)), number(count.group(2)));
      if (count.start() > 0 && ")E".indexOf(text.charAt(count.start() - 1)) >= 0) {
        nested *= Math.max(1, times);
      } else {
        single = Math.max(single, times);
      }
    }
    return text.length() * nested * single;
  }

  private static double number(String digits) {
    return digits == null || digits.isEmpty() ? 0 : Double.parseDouble(digits);
  }
}
