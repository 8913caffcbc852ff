package io.databricksoperator.crds;

import com.databricks.sdk.service.jobs.ForEachTask;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.util.Collection;

/**
 * Completes the schema of settings and submit: walks it beside the SDK's classes that it was made
 * from, since only they tell which Databricks type a field is of.
 */
final class DatabricksFields {
  private final CrdNotes notes;

  DatabricksFields(CrdNotes notes) {
    this.notes = notes;
  }

  /**
   * Adds descriptions and bounds, opens enums, and takes hidden fields out.
   *
   * @param schema generated from type; missing in kinds that do not have it
   */
  void complete(Class<?> type, JsonNode schema) {
    if (!(schema.get("properties") instanceof ObjectNode properties)) {
      return;
    }
    for (var field : type.getDeclaredFields()) {
      var name = field.getAnnotation(JsonProperty.class);
      if (name != null && properties.get(name.value()) instanceof ObjectNode property) {
        complete(type, field, property, properties);
      }
    }
  }

  private void complete(Class<?> type, Field field, ObjectNode schema, ObjectNode siblings) {
    var name = field.getAnnotation(JsonProperty.class).value();
    if (notes.hidden(type, name)) {
      siblings.remove(name);
      return;
    }
    var description = notes.description(type, name);
    if (description != null) {
      schema.put("description", description);
    }
    if (notes.bounds(type, name) instanceof ObjectNode bounds) {
      schema.setAll(bounds);
    }
    var inner = elementType(field);
    if (inner.isEnum() && notes.open(inner)) {
      schema.remove("enum");
    }
    complete(inner, schema.has("items") ? schema.get("items") : schema);
    if (type == ForEachTask.class) {
      noLoopInALoop(schema);
    }
  }

  /** The schema's recursion is cut at a second for_each_task; Databricks has none (3.5). */
  private static void noLoopInALoop(ObjectNode task) {
    if (task.get("properties") instanceof ObjectNode properties) {
      properties.remove("for_each_task");
    }
  }

  private static Class<?> elementType(Field field) {
    return Collection.class.isAssignableFrom(field.getType())
        ? (Class<?>) ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0]
        : field.getType();
  }
}
