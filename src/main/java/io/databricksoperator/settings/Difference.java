package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One place where the job in Databricks differs from the manifest.
 *
 * @param path where, for example {@code tasks/clean/notebook_task/notebook_path}; a slash inside a
 *     name is written {@code ~1}
 * @param kind what happened there
 * @param wanted what the manifest says, in normal form; null where it says nothing
 * @param found what Databricks has, in normal form; null where it has nothing
 */
public record Difference(String path, Kind kind, JsonNode wanted, JsonNode found) {

  /** What happened at a place. */
  public enum Kind {
    /** Databricks has another value. */
    Changed,
    /** Databricks has something that the manifest has not. */
    Added,
    /** Databricks lacks what the manifest has. */
    Removed
  }

  /** Whether it is an addition that no server makes: someone did. */
  public boolean byHand() {
    return kind == Kind.Added && Additions.byHand(path);
  }

  static Difference changed(String path, JsonNode wanted, JsonNode found) {
    return new Difference(path, Kind.Changed, wanted, found);
  }

  static Difference added(String path, JsonNode found) {
    return new Difference(path, Kind.Added, null, found);
  }

  static Difference removed(String path, JsonNode wanted) {
    return new Difference(path, Kind.Removed, wanted, null);
  }
}
