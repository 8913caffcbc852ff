package io.databricksoperator.settings;

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
    return List.of(path.split("/"));
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
