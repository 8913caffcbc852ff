package io.databricksoperator.crds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What we say about Databricks' fields, read from crds/databricks.yaml in the test resources.
 *
 * <p>It remembers what was asked for, so a test can tell a note that is about nothing.
 */
final class CrdNotes {
  private static final String FILE = "/crds/databricks.yaml";

  private final JsonNode kinds;
  private final Map<String, JsonNode> notes = new HashMap<>();
  private final Set<String> unused = new TreeSet<>();

  private CrdNotes(JsonNode file) {
    kinds = file.get("kinds");
    byClass("fields", file.get("fields"));
    byClass("bounds", file.get("bounds"));
    for (var section : file.get("hidden").properties()) {
      section
          .getValue()
          .forEach(field -> put("hidden", section.getKey(), field.textValue(), field));
    }
    file.get("openEnums").forEach(name -> put("openEnums", name.textValue(), "", name));
  }

  static CrdNotes read() {
    try (var stream = CrdNotes.class.getResourceAsStream(FILE)) {
      return new CrdNotes(new YAMLMapper().readTree(stream));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What kubectl explain says first about a kind. */
  String kind(String name) {
    return kinds.get(name).textValue();
  }

  /** The description of a field, or null. */
  String description(Class<?> type, String field) {
    var note = take("fields", type, field);
    return note == null ? null : note.textValue();
  }

  /** Schema keywords that bound a field, or null. */
  JsonNode bounds(Class<?> type, String field) {
    return take("bounds", type, field);
  }

  /** Whether the field is left out of the schema. */
  boolean hidden(Class<?> type, String field) {
    return take("hidden", type, field) != null;
  }

  /** Whether values are let in that the enum does not name. */
  boolean open(Class<?> type) {
    return take("openEnums", type, "") != null;
  }

  /** Notes that nobody asked for: they name a class or a field that the schemas do not have. */
  List<String> unused() {
    return new ArrayList<>(unused);
  }

  /** How many descriptions there are. */
  long descriptions() {
    return notes.keySet().stream().filter(key -> key.startsWith("fields ")).count();
  }

  private void byClass(String section, JsonNode classes) {
    for (var entry : classes.properties()) {
      for (var name : Arrays.asList(entry.getKey().split(", "))) {
        entry
            .getValue()
            .properties()
            .forEach(field -> put(section, name, field.getKey(), field.getValue()));
      }
    }
  }

  private void put(String section, String type, String field, JsonNode note) {
    var key = section + " " + type + "." + field;
    if (notes.put(key, note) != null) {
      throw new IllegalStateException("twice in " + FILE + ": " + key);
    }
    unused.add(key);
  }

  private JsonNode take(String section, Class<?> type, String field) {
    var key = section + " " + type.getSimpleName() + "." + field;
    unused.remove(key);
    return notes.get(key);
  }
}
