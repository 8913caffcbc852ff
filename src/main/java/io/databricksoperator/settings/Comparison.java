package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Two normal forms side by side: what differs in the manifest's leaves, and what is beside them.
 */
final class Comparison {
  private final List<Difference> differences = new ArrayList<>();
  private final TreeMap<String, Unit> extras = new TreeMap<>();

  /**
   * What a unit holds beside the manifest.
   *
   * @param leaves every such leaf by its path, without those that the server is known to fill
   * @param added the same, told as briefly as can be: one entry for a whole added object
   */
  record Unit(ObjectNode leaves, List<Difference> added) {}

  private final JsonNode wanted;
  private final JsonNode live;

  private Comparison(JsonNode wanted, JsonNode live) {
    this.wanted = wanted;
    this.live = live;
  }

  /** Compares the manifest's settings, as sent, with those that Databricks has. */
  static Comparison of(JsonNode wanted, JsonNode live) {
    var comparison = new Comparison(wanted, live);
    var found = Normal.of(live);
    var body = Normal.of(wanted);
    if (!found.has("run_as")) {
      // Not echoed is not changed (databricks-api.md 1.1 and 1.4).
      body.remove("run_as");
    }
    comparison.objects("", body, found);
    return comparison;
  }

  /** Differences that count whatever the baseline says. */
  List<Difference> differences() {
    return differences;
  }

  /** What the live settings hold beside the manifest, by unit. */
  TreeMap<String, Unit> extras() {
    return extras;
  }

  private void objects(String path, JsonNode wanted, JsonNode live) {
    for (var name : Trees.names(wanted)) {
      var place = FieldPath.child(path, name);
      if (live.has(name)) {
        values(place, wanted.get(name), live.get(name));
      } else {
        missing(place, wanted.get(name));
      }
    }
    for (var name : Trees.names(live)) {
      if (!wanted.has(name)) {
        beside(FieldPath.child(path, name), live.get(name));
      }
    }
  }

  private void values(String path, JsonNode wanted, JsonNode live) {
    if (wanted.isObject() && live.isObject()) {
      objects(path, wanted, live);
    } else if (objectsOneByOne(wanted, live)) {
      for (int i = 0; i < wanted.size(); i++) {
        values(FieldPath.child(path, String.valueOf(i)), wanted.get(i), live.get(i));
      }
    } else if (!wanted.equals(live)) {
      differences.add(Difference.changed(path, wanted, live));
    }
  }

  private static boolean objectsOneByOne(JsonNode wanted, JsonNode live) {
    return wanted.isArray()
        && live.isArray()
        && wanted.size() == live.size()
        && wanted.path(0).isObject();
  }

  /** A default that someone wrote into the job is told as what it is, not as nothing. */
  private void missing(String path, JsonNode value) {
    var found = FieldPath.find(live, path);
    if (value.isObject() && found.isObject() && !found.isEmpty()) {
      Trees.names(value).forEach(name -> missing(FieldPath.child(path, name), value.get(name)));
    } else if (found.isValueNode() && !found.isNull()) {
      differences.add(Difference.changed(path, value, found));
    } else {
      differences.add(Difference.removed(path, value));
    }
  }

  private void beside(String top, JsonNode value) {
    if (Additions.byHand(top)) {
      differences.add(Difference.added(top, value));
      return;
    }
    var leaves = Trees.JSON.objectNode();
    boolean partly = leaves(top, value, leaves);
    if (leaves.isEmpty()) {
      return;
    }
    var unit =
        extras.computeIfAbsent(
            FieldPath.unit(top), u -> new Unit(Trees.JSON.objectNode(), new ArrayList<>()));
    unit.leaves().setAll(leaves);
    if (partly) {
      leaves
          .properties()
          .forEach(e -> unit.added().add(Difference.added(e.getKey(), e.getValue())));
    } else {
      unit.added().add(Difference.added(top, value));
    }
  }

  /**
   * Collects the leaves that the manifest does not have and the server is not known to fill; tells
   * whether it left some out. A leaf that the manifest has as a default is the manifest's.
   */
  private boolean leaves(String path, JsonNode value, ObjectNode into) {
    if (!value.isObject() || value.isEmpty()) {
      var written = FieldPath.find(wanted, path);
      if (written.isValueNode() && !written.isNull()) {
        differences.add(Difference.changed(path, written, value));
        return true;
      }
      if (Additions.filledByServer(path)) {
        return true;
      }
      into.set(path, value);
      return false;
    }
    boolean partly = false;
    for (var name : Trees.names(value)) {
      partly |= leaves(FieldPath.child(path, name), value.get(name), into);
    }
    return partly;
  }
}
