package io.databricksoperator.databricks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/** Reads a list to its end, if it has one. */
public final class Paging {

  /** A list of more pages than this is none that was asked for. */
  private static final int MOST = 200;

  private Paging() {}

  /**
   * All items of all pages.
   *
   * @param page gives the page of this token; null for the first
   * @return the items; the failure of a page, or one of our own if the list leads in a circle or
   *     has more than 200 pages
   */
  public static <T> Answer<List<T>> all(Function<String, Answer<Page<T>>> page) {
    var items = new ArrayList<T>();
    var seen = new HashSet<String>();
    for (String token = null; seen.add(token) && seen.size() <= MOST; ) {
      switch (page.apply(token)) {
        case Answer.Failed<Page<T>>(DatabricksFailure failure) -> {
          return Answer.failed(failure);
        }
        case Answer.Ok<Page<T>>(Page<T> found) -> {
          items.addAll(found.items());
          if (found.nextToken() == null) {
            return Answer.ok(items);
          }
          token = found.nextToken();
        }
      }
    }
    return Answer.failed(
        new DatabricksFailure(
            DatabricksFailure.Kind.UNAVAILABLE,
            DatabricksFailure.Certainty.REJECTED,
            "LIST_WITHOUT_END",
            "The list leads in a circle or has more than " + MOST + " pages.",
            null));
  }
}
