package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sets of fields in the form of {@code managedFields[].fieldsV1}: objects and lists of type set or
 * map are looked into, all else is one leaf. An empty object stands for a leaf.
 */
final class FieldSet {
  private static final String ITSELF = ".";

  private FieldSet() {}

  private record Child(JsonNode value, JsonNode schema) {}

  /** The fields that a value has. */
  static ObjectNode of(JsonNode value, JsonNode schema) {
    var set = Json.object();
    children(value, schema)
        .forEach(
            (key, child) -> {
              var below = of(child.value(), child.schema());
              if (key.startsWith("k:")) {
                below.putObject(ITSELF);
              }
              set.set(key, below);
            });
    return set;
  }

  /**
   * The fields whose values differ between two versions of an object, added and removed ones too.
   */
  static ObjectNode changed(JsonNode before, JsonNode after, JsonNode schema) {
    var set = Json.object();
    var old = children(before, schema);
    var now = children(after, schema);
    now.forEach(
        (key, child) -> {
          var was = old.get(key);
          if (was == null) {
            set.set(key, of(child.value(), child.schema()));
          } else if (!was.value().equals(child.value())) {
            set.set(key, changed(was.value(), child.value(), child.schema()));
          }
        });
    old.forEach(
        (key, child) -> {
          if (!now.containsKey(key)) {
            set.set(key, of(child.value(), child.schema()));
          }
        });
    return set;
  }

  static ObjectNode union(JsonNode one, JsonNode other) {
    var set = (ObjectNode) one.deepCopy();
    other
        .properties()
        .forEach(
            p -> {
              var mine = set.get(p.getKey());
              set.set(p.getKey(), mine == null ? p.getValue() : union(mine, p.getValue()));
            });
    return set;
  }

  /** The fields of a set that the other has not. */
  static ObjectNode minus(JsonNode one, JsonNode other) {
    var set = Json.object();
    for (var p : one.properties()) {
      var theirs = other.get(p.getKey());
      if (theirs == null || (p.getValue().isEmpty() && !theirs.isEmpty())) {
        set.set(p.getKey(), p.getValue());
      } else if (!theirs.isEmpty()) {
        var rest = minus(p.getValue(), theirs);
        if (!rest.isEmpty()) {
          set.set(p.getKey(), rest);
        }
      }
    }
    return set;
  }

  /** The fields that are in both. */
  static ObjectNode common(JsonNode one, JsonNode other) {
    var set = Json.object();
    for (var p : one.properties()) {
      var theirs = other.get(p.getKey());
      if (theirs == null) {
        continue;
      }
      if (p.getValue().isEmpty() || theirs.isEmpty()) {
        set.set(p.getKey(), p.getValue());
      } else {
        var below = common(p.getValue(), theirs);
        if (!below.isEmpty()) {
          set.set(p.getKey(), below);
        }
      }
    }
    return set;
  }

  /** Lays an applied value over a live one: fields by name, items of set and map lists by key. */
  static JsonNode merge(JsonNode live, JsonNode applied, JsonNode schema) {
    if (looksInside(live, schema) && applied.isObject()) {
      var merged = (ObjectNode) live.deepCopy();
      applied
          .properties()
          .forEach(
              p -> {
                var mine = live.path(p.getKey());
                var below = Schema.field(schema, p.getKey());
                merged.set(p.getKey(), merge(mine, p.getValue(), below));
              });
      return merged;
    }
    if (live.isArray() && applied.isArray() && looksInside(live, schema)) {
      var items = children(live, schema);
      children(applied, schema)
          .forEach(
              (key, child) ->
                  items.merge(
                      key,
                      child,
                      (a, b) -> new Child(merge(a.value(), b.value(), b.schema()), b.schema())));
      return array(items);
    }
    return applied.deepCopy();
  }

  /** Takes the fields of {@code gone} out of a value, except those of {@code kept}. */
  static JsonNode remove(JsonNode value, JsonNode schema, JsonNode gone, JsonNode kept) {
    var left = new LinkedHashMap<String, Child>();
    children(value, schema)
        .forEach(
            (key, child) -> {
              var mine = gone.get(key);
              if (mine == null) {
                left.put(key, child);
                return;
              }
              var theirs = kept.path(key);
              var below = remove(child.value(), child.schema(), mine, theirs);
              var emptied = below.isEmpty() && below.isContainerNode() || mine.isEmpty();
              var itemGone = mine.has(ITSELF) && !theirs.has(ITSELF);
              if (!theirs.isMissingNode() || !(emptied || itemGone)) {
                left.put(key, new Child(below, child.schema()));
              }
            });
    return value.isArray()
        ? (looksInside(value, schema) ? array(left) : value)
        : fields(value, left);
  }

  private static JsonNode fields(JsonNode value, Map<String, Child> left) {
    if (!value.isObject()) {
      return value;
    }
    var object = Json.object();
    left.forEach((key, child) -> object.set(key.substring(2), child.value()));
    return object;
  }

  private static ArrayNode array(Map<String, Child> items) {
    var array = Json.object().arrayNode();
    items.values().forEach(i -> array.add(i.value()));
    return array;
  }

  /** The paths of a set, each in the form {@code .spec.size}. */
  static List<String> paths(JsonNode set) {
    return set.properties().stream()
        .filter(p -> !p.getKey().equals(ITSELF))
        .flatMap(
            p -> {
              var step = p.getKey().startsWith("f:") ? "." : "";
              var name =
                  step.isEmpty() ? "[" + p.getKey().substring(2) + "]" : p.getKey().substring(2);
              var below = paths(p.getValue());
              return (below.isEmpty() ? List.of("") : below).stream().map(b -> step + name + b);
            })
        .toList();
  }

  private static boolean looksInside(JsonNode value, JsonNode schema) {
    if (value.isArray()) {
      var type = schema.path("x-kubernetes-list-type").asText();
      return type.equals("set") || type.equals("map");
    }
    return value.isObject() && !schema.path("x-kubernetes-map-type").asText().equals("atomic");
  }

  private static Map<String, Child> children(JsonNode value, JsonNode schema) {
    var children = new LinkedHashMap<String, Child>();
    if (!looksInside(value, schema)) {
      return children;
    }
    for (var p : value.properties()) {
      children.put("f:" + p.getKey(), new Child(p.getValue(), Schema.field(schema, p.getKey())));
    }
    if (value.isArray()) {
      var keys = schema.path("x-kubernetes-list-map-keys");
      value.forEach(i -> children.put(itemKey(i, keys), new Child(i, schema.path("items"))));
    }
    return children;
  }

  private static String itemKey(JsonNode item, JsonNode keys) {
    if (keys.isMissingNode()) {
      return "v:" + item;
    }
    var key = Json.object();
    keys.forEach(k -> key.set(k.asText(), item.path(k.asText())));
    return "k:" + key;
  }
}
