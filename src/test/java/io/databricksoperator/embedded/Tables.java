package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Objects as the {@code meta.k8s.io/v1} Table that kubectl prints: the name, then the
 * additionalPrinterColumns of the CRD, or the age where it has none.
 */
final class Tables {
  private static final JsonNode AGE_ONLY =
      Json.parse("[{name: Age, type: date, jsonPath: .metadata.creationTimestamp}]");
  private static final Pattern STEP =
      Pattern.compile(
          "\\.([^.\\[\\]]+)|\\['([^']+)']|\\[(\\d+)]|\\[\\?\\(@\\.([^=]+)==\"([^\"]*)\"\\)]");
  private static final InstantSource NOW = InstantSource.system();

  private Tables() {}

  /** The table of some objects, with the metadata of the list or object they come from. */
  static ObjectNode of(Kind kind, List<ObjectNode> objects, JsonNode source) {
    var columns = kind.columns().isEmpty() ? AGE_ONLY : kind.columns();
    var table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    table
        .putObject("metadata")
        .put("resourceVersion", Json.text(source, "/metadata/resourceVersion"));
    var head = table.putArray("columnDefinitions");
    head.addObject()
        .put("name", "Name")
        .put("type", "string")
        .put("format", "name")
        .put("description", "")
        .put("priority", 0);
    for (var column : columns) {
      head.addObject()
          .put("name", column.path("name").asText())
          .put("type", column.path("type").asText())
          .put("format", column.path("format").asText(""))
          .put("description", column.path("description").asText(""))
          .put("priority", column.path("priority").asInt(0));
    }
    var rows = table.putArray("rows");
    objects.forEach(o -> row(rows.addObject(), columns, o));
    return table;
  }

  private static void row(ObjectNode row, JsonNode columns, ObjectNode object) {
    var cells = row.putArray("cells").add(Json.text(object, "/metadata/name"));
    columns.forEach(c -> cell(cells, c, find(object, c.path("jsonPath").asText())));
    var shown = row.putObject("object");
    shown.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
    shown.set("metadata", object.get("metadata"));
  }

  private static void cell(ArrayNode cells, JsonNode column, JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      cells.addNull();
    } else if (column.path("type").asText().equals("date")) {
      cells.add(age(value.asText()));
    } else if (value.isTextual() || value.isNumber()) {
      cells.add(value);
    } else {
      cells.add(value.toString());
    }
  }

  /** The value at a simple JSONPath: fields, indices, and {@code [?(@.type=="Ready")]}. */
  private static JsonNode find(JsonNode object, String path) {
    var value = object;
    var step = STEP.matcher(path);
    while (step.find()) {
      if (step.group(4) != null) {
        var field = step.group(4);
        var wanted = step.group(5);
        value =
            Json.stream(value)
                .filter(i -> i.path(field).asText().equals(wanted))
                .findFirst()
                .orElse(Json.missing());
      } else if (step.group(3) != null) {
        value = value.path(Integer.parseInt(step.group(3)));
      } else {
        value = value.path(step.group(1) != null ? step.group(1) : step.group(2));
      }
    }
    return value;
  }

  private static String age(String time) {
    var age = Duration.between(Instant.parse(time), NOW.instant());
    if (age.toMinutes() < 2) {
      return Math.max(0, age.toSeconds()) + "s";
    }
    if (age.toHours() < 3) {
      return age.toMinutes() + "m";
    }
    return age.toDays() < 2 ? age.toHours() + "h" : age.toDays() + "d";
  }
}
