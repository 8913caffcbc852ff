package io.databricksoperator.databricks;

import java.util.List;

/**
 * One page of a list.
 *
 * @param items what is on it, maybe nothing even where more pages follow
 * @param nextToken what to ask the next page with; null at the end (databricks-api.md 6.5.32)
 */
public record Page<T>(List<T> items, String nextToken) {
  /** Keeps its own copy of the items. */
  public Page {
    items = List.copyOf(items);
  }
}
