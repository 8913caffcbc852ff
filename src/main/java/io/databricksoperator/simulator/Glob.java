package io.databricksoperator.simulator;

import java.util.regex.Pattern;

/**
 * A pattern in which {@code *} stands for any text and {@code ?} for one character; everything else
 * is itself.
 */
record Glob(String text, Pattern pattern) {
  static Glob of(String text) {
    StringBuilder regex = new StringBuilder();
    for (char c : text.toCharArray()) {
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return new Glob(text, Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  boolean matches(String candidate) {
    return pattern.matcher(candidate).matches();
  }
}
