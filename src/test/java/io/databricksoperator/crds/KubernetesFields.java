package io.databricksoperator.crds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/** Completes a generated CRD with what Kubernetes wants of every kind. */
final class KubernetesFields {
  private static final String CONDITION = "/crds/condition.yaml";

  private KubernetesFields() {}

  static void complete(ObjectNode crd, Class<?> kind, String description) {
    crd.withObject("/spec/names").putArray("categories").add("databricks");
    var version = (ObjectNode) crd.at("/spec/versions/0");
    columnsAsWritten(version, kind);
    var schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
    schema.put("description", description);
    schema.putArray("required").add("spec");
    describe(schema, "spec", "What is wanted.");
    describe(schema, "status", "What the operator knows; written by it alone.");
    standardConditions(schema);
    tidy(schema);
  }

  /** The generator sorts the columns by path; people read them in the order of the annotations. */
  private static void columnsAsWritten(ObjectNode version, Class<?> kind) {
    var order =
        Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::name)
            .toList();
    var columns = (ArrayNode) version.get("additionalPrinterColumns");
    var sorted = new ArrayList<JsonNode>();
    columns.forEach(sorted::add);
    sorted.sort((a, b) -> place(order, a) - place(order, b));
    version.putArray("additionalPrinterColumns").addAll(sorted);
  }

  private static int place(List<String> order, JsonNode column) {
    return order.indexOf(column.get("name").textValue());
  }

  private static void describe(ObjectNode schema, String property, String description) {
    ((ObjectNode) schema.at("/properties/" + property)).put("description", description);
  }

  /** The generator has only the names; tools expect what metav1.Condition says. */
  private static void standardConditions(ObjectNode schema) {
    var conditions = (ObjectNode) schema.at("/properties/status/properties/conditions");
    try (var stream = KubernetesFields.class.getResourceAsStream(CONDITION)) {
      conditions.set("items", new YAMLMapper().readTree(stream));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void tidy(JsonNode node) {
    if (node instanceof ObjectNode schema) {
      wholeNumbers(schema);
      rulesOnce(schema);
      freeFormObject(schema);
    }
    node.forEach(KubernetesFields::tidy);
  }

  /** Integers are 64 bit, and no bound is written as a floating-point number. */
  private static void wholeNumbers(ObjectNode schema) {
    for (var bound : List.of("minimum", "maximum")) {
      var value = schema.get(bound);
      if (value != null && value.isNumber() && value.doubleValue() == value.longValue()) {
        schema.put(bound, value.longValue());
      }
    }
    if ("integer".equals(schema.path("type").textValue())) {
      schema.put("format", "int64");
    }
  }

  /** The generator finds an annotation on a record twice: on the component and on its field. */
  private static void rulesOnce(ObjectNode schema) {
    if (schema.get("x-kubernetes-validations") instanceof ArrayNode rules) {
      var once = new LinkedHashSet<JsonNode>();
      rules.forEach(once::add);
      schema.putArray("x-kubernetes-validations").addAll(once);
    }
  }

  /** A tree of unknown fields is still an object, not a number or a text. */
  private static void freeFormObject(ObjectNode schema) {
    if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean() && !schema.has("type")) {
      schema.put("type", "object");
    }
  }
}
