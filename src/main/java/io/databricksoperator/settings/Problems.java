package io.databricksoperator.settings;

import java.util.ArrayList;
import java.util.List;

/** Collects problems below one place. */
final class Problems {
  /** More than anyone reads at once; it also bounds the work that a broken manifest causes. */
  private static final int MOST = 20;

  private final String place;
  private final List<Problem> found;

  Problems(String root) {
    this(root, new ArrayList<>());
  }

  private Problems(String place, List<Problem> found) {
    this.place = place;
    this.found = found;
  }

  /** The same collection, one field deeper. */
  Problems at(String field) {
    return new Problems(place + "." + field, found);
  }

  /** The same collection, at one element of a list. */
  Problems at(String field, int index) {
    return new Problems(place + "." + field + "[" + index + "]", found);
  }

  void add(String text) {
    if (!full()) {
      found.add(new Problem(place, text));
    }
  }

  /** Whether nothing more is taken. */
  boolean full() {
    return found.size() >= MOST;
  }

  List<Problem> found() {
    return List.copyOf(found);
  }
}
