package io.databricksoperator.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the name that was probably meant. */
final class Nearest {
  private static final int MOST_NAMED = 5;
  private static final int LONGEST = 100;

  private Nearest() {}

  /**
   * A sentence, with a space before it, that helps with a name that is not among the known ones:
   * {@code Did you mean ...?}, else the known ones while they are few, else nothing.
   */
  static String hint(String name, Collection<String> known) {
    int most = Math.max(1, name.length() / 3);
    var best =
        known.stream()
            .filter(each -> name.length() <= LONGEST)
            .filter(each -> Math.abs(each.length() - name.length()) <= most)
            .min(Comparator.comparingInt(each -> distance(name, each)))
            .filter(each -> distance(name, each) <= most);
    if (best.isPresent()) {
      return " Did you mean " + best.get() + "?";
    }
    return known.isEmpty() || known.size() > MOST_NAMED
        ? ""
        : " Known: " + String.join(", ", known) + ".";
  }

  /** How many letters must be changed, added, removed or swapped with their neighbour. */
  private static int distance(String a, String b) {
    var left = a.toLowerCase(Locale.ROOT);
    var right = b.toLowerCase(Locale.ROOT);
    var rows = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, left, right, i, j);
      }
    }
    return rows[left.length()][right.length()];
  }

  private static int step(int[][] rows, String a, String b, int i, int j) {
    int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least = Math.min(rows[i - 1][j - 1] + same, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
  }
}
