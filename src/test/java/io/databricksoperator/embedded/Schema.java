package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An openAPIV3Schema: says which fields are unknown and which values are wrong, in the words of a
 * Kubernetes API server. CEL rules (x-kubernetes-validations) and defaults are not evaluated.
 */
final class Schema {
  private static final Set<String> TOP = Set.of("apiVersion", "kind", "metadata");
  private static final JsonNode METADATA =
      Json.parse(
          """
          properties:
            finalizers: {x-kubernetes-list-type: set}
            ownerReferences: {x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [uid]}
          """);

  /** Accepts everything. */
  static final Schema ANY = new Schema(Json.object(), Optional.empty());

  private final ObjectNode root;
  private final Optional<JsonSchema> rules;

  private Schema(ObjectNode openApi, Optional<JsonSchema> rules) {
    this.root = openApi.deepCopy();
    this.root.withObject("/properties").set("metadata", METADATA);
    this.rules = rules;
  }

  static Schema of(JsonNode openApi) {
    var config = SchemaValidatorsConfig.builder().locale(Locale.ENGLISH).build();
    var factory = JsonSchemaFactory.getInstance(VersionFlag.V4);
    var rules = factory.getSchema(PlainSchema.of(openApi), config);
    return new Schema((ObjectNode) openApi, Optional.of(rules));
  }

  /** The schema as a tree, with the list types of metadata, for server-side apply. */
  JsonNode root() {
    return root;
  }

  /** What a field of an object must look like; missing when the schema does not say. */
  static JsonNode field(JsonNode schema, String name) {
    var own = schema.path("properties").path(name);
    return own.isMissingNode() ? schema.path("additionalProperties") : own;
  }

  /** Takes unknown fields out of the object and answers their paths. */
  List<String> prune(ObjectNode object) {
    var found = new ArrayList<String>();
    if (rules.isPresent()) {
      prune(object, root, "", found);
    }
    return found;
  }

  private static void prune(JsonNode value, JsonNode schema, String path, List<String> found) {
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        prune(value.get(i), schema.path("items"), path + "[" + i + "]", found);
      }
    } else if (value instanceof ObjectNode object && !schema.isMissingNode()) {
      pruneFields(object, schema, path, found);
    }
  }

  private static void pruneFields(
      ObjectNode object, JsonNode schema, String path, List<String> found) {
    var top = path.isEmpty() || schema.path("x-kubernetes-embedded-resource").asBoolean();
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    for (var name : names) {
      if (top && TOP.contains(name)) {
        continue;
      }
      var here = path.isEmpty() ? name : path + "." + name;
      var field = field(schema, name);
      if (field.isObject()) {
        prune(object.get(name), field, here, found);
      } else if (!field.asBoolean() && !keepsUnknown(schema)) {
        object.remove(name);
        found.add(here);
      }
    }
  }

  private static boolean keepsUnknown(JsonNode schema) {
    return schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
  }

  /** Everything that is wrong with the values of an object, ordered by path. */
  List<ApiFailure.Cause> violations(ObjectNode object) {
    return rules
        .map(r -> r.validate(object).stream().map(Schema::cause))
        .orElseGet(java.util.stream.Stream::empty)
        .sorted(Comparator.comparing(ApiFailure.Cause::field))
        .distinct()
        .toList();
  }

  private static ApiFailure.Cause cause(ValidationMessage fault) {
    var path = path(fault);
    var value = fault.getInstanceNode();
    return switch (fault.getType()) {
      case "required" ->
          new ApiFailure.Cause(
              "FieldValueRequired", join(path, fault.getProperty()), "Required value");
      case "enum" ->
          new ApiFailure.Cause(
              "FieldValueNotSupported",
              path,
              "Unsupported value: %s: supported values: %s"
                  .formatted(value, listed(fault.getSchemaNode())));
      case "type" ->
          invalid(
              path, '"' + typeOf(value) + '"', "%s: \"%s\"".formatted(rule(fault), typeOf(value)));
      case "pattern", "minimum", "maximum" -> invalid(path, value.toString(), rule(fault));
      default -> invalid(path, value.toString(), " " + fault.getError());
    };
  }

  private static String rule(ValidationMessage fault) {
    var wanted = fault.getSchemaNode().asText();
    return switch (fault.getType()) {
      case "type" -> " in body must be of type " + wanted;
      case "pattern" -> " in body should match '" + wanted + "'";
      case "minimum" -> " in body should be greater than or equal to " + wanted;
      default -> " in body should be less than or equal to " + wanted;
    };
  }

  private static String listed(JsonNode values) {
    return String.join(", ", Json.stream(values).map(JsonNode::toString).toList());
  }

  private static ApiFailure.Cause invalid(String path, String value, String rule) {
    var message = "Invalid value: " + value + ": " + path + rule;
    return new ApiFailure.Cause("FieldValueInvalid", path, message);
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      default -> value.getNodeType().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String path(ValidationMessage fault) {
    var location = fault.getInstanceLocation();
    var path = "";
    for (int i = 0; i < location.getNameCount(); i++) {
      var step = location.getElement(i);
      path = step instanceof Integer index ? path + "[" + index + "]" : join(path, step.toString());
    }
    return path;
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
