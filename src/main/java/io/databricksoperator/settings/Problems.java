package io.databricksoperator.settings;

import java.util.ArrayList;
import java.util.List;

/** Collects problems below one place. */
final class Problems {
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
    found.add(new Problem(place, text));
  }

  List<Problem> found() {
    return List.copyOf(found);
  }
}
