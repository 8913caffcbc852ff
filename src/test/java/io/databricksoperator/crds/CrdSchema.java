package io.databricksoperator.crds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.databricksoperator.api.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says what an API server would say about a document of ours, as far as the OpenAPI part of the
 * CRDs can tell; CEL rules are not evaluated. Strict as kubectl is: an unknown field is a problem.
 *
 * <p>The schemas are those of deploy/crds, from the class path.
 */
public final class CrdSchema {
  private static final Map<String, JsonSchema> BY_KIND = byKind();

  private CrdSchema() {}

  /** Whether the document claims to be of our API group, in whatever version. */
  public static boolean ours(JsonNode document) {
    return document.path("apiVersion").asText().startsWith(Names.GROUP + "/");
  }

  /**
   * What is wrong with a document, in no promised order; empty if nothing is.
   *
   * @param document of our API group
   * @return sentences that begin with the path, for example {@code $.spec.settings.tasks[0]}
   */
  public static List<String> problems(JsonNode document) {
    var version = document.path("apiVersion").asText();
    if (!version.equals(Names.GROUP + "/" + Names.VERSION)) {
      return List.of("$.apiVersion: there is no " + version);
    }
    var schema = BY_KIND.get(document.path("kind").asText());
    if (schema == null) {
      return List.of("$.kind: there is no " + document.path("kind").asText());
    }
    return schema.validate(document).stream().map(ValidationMessage::getMessage).sorted().toList();
  }

  private static Map<String, JsonSchema> byKind() {
    var factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    var schemas = new HashMap<String, JsonSchema>();
    for (var kind : CrdGenerator.KINDS) {
      var crd = read("/crds/" + CrdGenerator.fileName(kind));
      var schema = (ObjectNode) strict(crd.at("/spec/versions/0/schema/openAPIV3Schema"));
      common((ObjectNode) schema.get("properties"));
      schemas.put(kind.getSimpleName(), factory.getSchema(schema));
    }
    return schemas;
  }

  private static JsonNode read(String resource) {
    try (var stream = CrdSchema.class.getResourceAsStream(resource)) {
      return new YAMLMapper().readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What every object has and no CRD repeats. */
  private static void common(ObjectNode properties) {
    properties.putObject("apiVersion").put("type", "string");
    properties.putObject("kind").put("type", "string");
    properties.putObject("metadata").put("type", "object");
  }

  /** A CRD's schema as JSON Schema: what Kubernetes means without saying it is said. */
  private static JsonNode strict(JsonNode node) {
    var strict = JsonNodeFactory.instance.objectNode();
    for (var field : node.properties()) {
      switch (field.getKey()) {
        case "properties" -> strict.set("properties", eachStrict(field.getValue()));
        case "items", "additionalProperties" ->
            strict.set(field.getKey(), schema(field.getValue()));
        case "default", "description" -> {}
        default -> {
          if (!field.getKey().startsWith("x-kubernetes-")) {
            strict.set(field.getKey(), field.getValue());
          }
        }
      }
    }
    if (node.path("x-kubernetes-int-or-string").asBoolean()) {
      strict.putArray("type").add("integer").add("string");
    }
    closed(node, strict);
    return strict;
  }

  private static JsonNode schema(JsonNode node) {
    return node.isObject() ? strict(node) : node;
  }

  private static ObjectNode eachStrict(JsonNode properties) {
    var strict = JsonNodeFactory.instance.objectNode();
    properties
        .properties()
        .forEach(property -> strict.set(property.getKey(), strict(property.getValue())));
    return strict;
  }

  private static void closed(JsonNode node, ObjectNode strict) {
    var open = node.path("x-kubernetes-preserve-unknown-fields").asBoolean();
    var object = "object".equals(node.path("type").textValue());
    if (object && !open && !node.has("additionalProperties")) {
      strict.put("additionalProperties", false);
    }
  }
}
