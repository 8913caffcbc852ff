package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;

/** Lays {@code extraSettings} over {@code settings} (design 2). */
public final class Overlay {
  private Overlay() {}

  /**
   * The settings with the extra ones laid over them: objects recursively; tasks, job_clusters,
   * environments and parameters by their key, new ones at the end; other arrays replaced. A null
   * removes the field, wherever it stands, so the result holds none.
   *
   * @param settings what is laid over; null counts as empty
   * @param extra what is laid over it; null counts as empty
   * @return a new tree; the inputs stay as they are
   */
  public static ObjectNode lay(JsonNode settings, JsonNode extra) {
    return objects(object(settings), object(extra));
  }

  private static ObjectNode object(JsonNode node) {
    return node instanceof ObjectNode object ? object : Trees.JSON.objectNode();
  }

  private static ObjectNode objects(ObjectNode base, ObjectNode over) {
    var names = new LinkedHashSet<>(Trees.names(base));
    names.addAll(Trees.names(over));
    var result = Trees.JSON.objectNode();
    for (var name : names) {
      var value = over.has(name) ? laid(name, base.path(name), over.get(name)) : base.get(name);
      if (!value.isNull()) {
        result.set(name, over.has(name) ? value : clean(value));
      }
    }
    return result;
  }

  private static JsonNode laid(String name, JsonNode base, JsonNode over) {
    if (base instanceof ObjectNode below && over instanceof ObjectNode above) {
      return objects(below, above);
    }
    if (Keyed.is(name, base) && Keyed.unique(name, over)) {
      return elements(name, base, over);
    }
    return clean(over);
  }

  private static ArrayNode elements(String name, JsonNode base, JsonNode over) {
    var left = Trees.JSON.objectNode();
    over.forEach(element -> left.set(Keyed.key(name, element), element));
    var used = Trees.JSON.objectNode();
    var result = Trees.JSON.arrayNode();
    for (var element : base) {
      var key = Keyed.key(name, element);
      result.add(objects(object(element), object(left.path(key))));
      used.put(key, true);
    }
    for (var element : over) {
      if (!used.has(Keyed.key(name, element))) {
        result.add(clean(element));
      }
    }
    return result;
  }

  /** A copy without null fields. */
  private static JsonNode clean(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> objects(object, Trees.JSON.objectNode());
      case ArrayNode array -> {
        var copy = Trees.JSON.arrayNode();
        array.forEach(element -> copy.add(clean(element)));
        yield copy;
      }
      default -> node;
    };
  }
}
