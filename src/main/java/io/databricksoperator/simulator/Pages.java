package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Pages of 100 elements of the arrays inside one answer (databricks-api.md 1.6 and 2.3). */
final class Pages {
  static final int SIZE = 100;

  private Pages() {}

  /** Keeps one page of each array, all from the same offset; true when some array goes on. */
  static boolean cut(ObjectNode holder, List<String> arrays, int offset) {
    boolean more = false;
    for (String name : arrays) {
      List<JsonNode> all = Json.list(holder.path(name));
      int from = Math.min(offset, all.size());
      int to = Math.min(from + SIZE, all.size());
      more |= to < all.size();
      if (from == to) {
        holder.remove(name);
      } else if (all.size() > SIZE) {
        holder.set(name, Json.arrayOf(all.subList(from, to)));
      }
    }
    return more;
  }
}
