package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Turns a Kubernetes openAPIV3Schema into the JSON schema (draft 4) that means the same: {@code
 * nullable} and {@code x-kubernetes-int-or-string} become types, and what no JSON schema knows is
 * left out.
 */
final class PlainSchema {
  private static final List<String> KEPT =
      List.of(
          "type",
          "enum",
          "pattern",
          "format",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties",
          "required");

  private PlainSchema() {}

  static JsonNode of(JsonNode schema) {
    if (!schema.isObject()) {
      return schema;
    }
    var plain = Json.object();
    KEPT.stream().filter(schema::has).forEach(k -> plain.set(k, schema.get(k).deepCopy()));
    nested(schema, plain);
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      plain.set("type", Json.parse("[integer, string]"));
      plain.remove("format");
      plain.remove(List.of("anyOf"));
    }
    if (schema.path("nullable").asBoolean()) {
      acceptNull(plain);
    }
    return plain;
  }

  private static void nested(JsonNode schema, ObjectNode plain) {
    if (schema.has("properties")) {
      var properties = plain.putObject("properties");
      schema
          .get("properties")
          .properties()
          .forEach(p -> properties.set(p.getKey(), of(p.getValue())));
    }
    for (var single : List.of("items", "not", "additionalProperties")) {
      if (schema.path(single).isObject()) {
        plain.set(single, of(schema.get(single)));
      }
    }
    for (var several : List.of("allOf", "anyOf", "oneOf")) {
      if (schema.has(several)) {
        var list = plain.putArray(several);
        schema.get(several).forEach(s -> list.add(of(s)));
      }
    }
  }

  private static void acceptNull(ObjectNode plain) {
    if (plain.get("type") instanceof ArrayNode types) {
      types.add("null");
    } else if (plain.has("type")) {
      var type = plain.get("type").asText();
      plain.putArray("type").add(type).add("null");
    }
    if (plain.get("enum") instanceof ArrayNode values) {
      values.addNull();
    }
  }
}
