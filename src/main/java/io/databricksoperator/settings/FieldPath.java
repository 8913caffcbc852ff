package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/**
 * Places in settings, written {@code tasks/clean/notebook_task/notebook_path}. A slash inside a
 * name is written {@code ~1} and a tilde {@code ~0}, as in a JSON pointer.
 */
final class FieldPath {
  private FieldPath() {}

  /** The place of a field in the object at this path; the root's path is empty. */
  static String child(String path, String name) {
    var segment = name.replace("~", "~0").replace("/", "~1");
    return path.isEmpty() ? segment : path + "/" + segment;
  }

  /** The names on the way, still escaped. */
  static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }

  /** The name that a segment stands for. */
  static String name(String segment) {
    return segment.replace("~1", "/").replace("~0", "~");
  }

  /**
   * The value that settings as people write them, with lists, have at a path of the normal form.
   *
   * @return a missing node when they have none there
   */
  static JsonNode find(JsonNode settings, String path) {
    var node = settings;
    var field = "";
    for (var segment : segments(path)) {
      var name = name(segment);
      node = Keyed.is(field, node) ? element(field, node, name) : node.path(name);
      field = name;
    }
    return node;
  }

  private static JsonNode element(String field, JsonNode list, String key) {
    for (var element : list) {
      if (key.equals(Keyed.key(field, element))) {
        return element;
      }
    }
    return MissingNode.getInstance();
  }

  /**
   * What the path belongs to: {@code tasks/<key>}, {@code job_clusters/<key>}, {@code
   * environments/<key>}, {@code parameters/<name>}, else the top-level field.
   */
  static String unit(String path) {
    var segments = segments(path);
    return segments.size() > 1 && Keyed.FIELDS.contains(segments.getFirst())
        ? segments.get(0) + "/" + segments.get(1)
        : segments.getFirst();
  }
}
