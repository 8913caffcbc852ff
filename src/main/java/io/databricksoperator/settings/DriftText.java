package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import io.databricksoperator.text.Cut;
import io.databricksoperator.text.Mask;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Differences as people read them in status and events: values cut to 64 characters, and hidden
 * where secrets are kept (design 6.5).
 *
 * @param path where
 * @param kind Changed, Added or Removed
 * @param wanted what the manifest says; null where it says nothing
 * @param found what Databricks has; null where it has nothing
 */
public record DriftText(String path, String kind, String wanted, String found) {
  /** What stands for a value that is not shown. */
  public static final String HIDDEN = "(hidden)";

  /** How many differences a status lists at most. */
  public static final int MOST = 20;

  private static final int LENGTH = 64;

  /** So much of a text is looked at: what comes later is not shown. */
  private static final int LOOKED_AT = LENGTH + 4096;

  private static final Pattern SECRET_PLACE =
      Pattern.compile(
          "^(spark_conf|spark_env_vars|(\\w+_)?(parameters|params))$"
              + "|(?i)token|secret|passw|credential|private_?key|api_?key|access_?key|sas_?key"
              + "|account_?key|basic_auth");

  /** One difference. */
  public static DriftText of(Difference difference) {
    var path = difference.path();
    return new DriftText(
        path(difference),
        difference.kind().name(),
        value(path, difference.wanted()),
        value(path, difference.found()));
  }

  /** The first {@value #MOST} differences. */
  public static List<DriftText> of(List<Difference> differences) {
    return differences.stream().limit(MOST).map(DriftText::of).toList();
  }

  /**
   * The path as it may be shown: a library, a recipient or a key of a map is content, and may hold
   * a secret.
   */
  public static String path(Difference difference) {
    return FieldPath.segments(difference.path()).stream()
        .map(DriftText::shown)
        .collect(Collectors.joining("/"));
  }

  /**
   * A value as it may be shown.
   *
   * @param path where it stands: some places hide whatever they hold
   * @param value the value; null gives null
   */
  public static String value(String path, JsonNode value) {
    if (value == null || value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (hides(path)) {
      return HIDDEN;
    }
    var shown = shown(value);
    return Cut.to(shown.isTextual() ? shown.textValue() : shown.toString(), LENGTH);
  }

  private static JsonNode shown(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> {
        var copy = Trees.JSON.objectNode();
        for (var name : Trees.names(object)) {
          var field = hides(name) ? Trees.JSON.textNode(HIDDEN) : shown(object.get(name));
          copy.set(shown(name), field);
        }
        yield copy;
      }
      case ArrayNode array -> {
        var copy = Trees.JSON.arrayNode();
        array.forEach(element -> copy.add(shown(element)));
        yield copy;
      }
      default ->
          value.isTextual()
              ? Trees.JSON.textNode(shown(Cut.head(value.textValue(), LOOKED_AT)))
              : value;
    };
  }

  /**
   * Whether the names on the way say that secrets may be there; what users call a task does not.
   */
  private static boolean hides(String path) {
    var segments = FieldPath.segments(path);
    for (int i = 0; i < segments.size(); i++) {
      boolean chosen = i == 1 && Keyed.FIELDS.contains(segments.getFirst());
      if (!chosen && SECRET_PLACE.matcher(segments.get(i)).find()) {
        return true;
      }
    }
    return false;
  }

  /** A text as it may be shown; it may be part of a path, with the slashes in it escaped. */
  private static String shown(String text) {
    var name = FieldPath.name(text);
    return Mask.needed(text) || !name.equals(text) && Mask.needed(name) ? HIDDEN : text;
  }
}
