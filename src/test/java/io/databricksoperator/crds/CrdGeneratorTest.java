package io.databricksoperator.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What every generated CRD keeps to (design 2), and what the generator once got wrong. */
class CrdGeneratorTest {
  /** What client-side `kubectl apply` can remember of an object in an annotation. */
  private static final int ANNOTATION_LIMIT = 262_144;

  private static final CrdNotes NOTES = CrdNotes.read();
  private static final SortedMap<String, ObjectNode> CRDS = CrdGenerator.crds(NOTES);

  @Test
  void everyNoteNamesAFieldThatExists() {
    assertThat(NOTES.unused()).as("notes in crds/databricks.yaml about nothing").isEmpty();
  }

  @Test
  void theFieldsOfDatabricksThatPeopleUseMostAreDescribed() {
    assertThat(NOTES.descriptions()).isGreaterThanOrEqualTo(60);
    assertThat(settings().at("/properties/tasks/items/properties/run_if/description").textValue())
        .contains("depends_on");
    assertThat(submit().at("/properties/tasks/items/properties/run_if/description").textValue())
        .contains("depends_on");
  }

  @Test
  void everyFieldOfOurOwnIsDescribed() {
    var silent = new ArrayList<String>();
    everyProperty(
        (path, schema) -> {
          var databricks = path.contains(".settings.") || path.contains(".submit.");
          if (!databricks && !schema.has("description")) {
            silent.add(path);
          }
        });
    assertThat(silent).isEmpty();
  }

  @Test
  void everyCrdFitsIntoTheAnnotationOfClientSideApply() {
    CRDS.forEach(
        (kind, crd) ->
            assertThat(crd.toString().getBytes(StandardCharsets.UTF_8).length)
                .as(kind)
                .isLessThan(ANNOTATION_LIMIT));
  }

  @Test
  void everyKindIsNamespacedHasTheCategoryAndAStatusOfItsOwn() {
    CRDS.forEach(
        (kind, crd) -> {
          assertThat(crd.at("/spec/scope").textValue()).as(kind).isEqualTo("Namespaced");
          assertThat(crd.at("/spec/names/categories/0").textValue()).isEqualTo("databricks");
          assertThat(crd.at("/spec/versions/0/subresources/status").isObject()).isTrue();
          assertThat(schemaOf(kind).get("required").toString()).isEqualTo("[\"spec\"]");
        });
  }

  @Test
  void noSchemaHasADefault() {
    var defaults = new ArrayList<String>();
    everyProperty((path, schema) -> collectIf(schema.has("default"), path, defaults));
    assertThat(defaults).isEmpty();
  }

  @Test
  void integersAre64BitAndTheirBoundsWhole() {
    var wrong = new ArrayList<String>();
    everyProperty(
        (path, schema) -> {
          var integer = "integer".equals(schema.path("type").textValue());
          var fraction = schema.path("minimum").isDouble() || schema.path("maximum").isDouble();
          var narrow = !"int64".equals(schema.path("format").textValue());
          collectIf(integer && (fraction || narrow), path, wrong);
        });
    assertThat(wrong).isEmpty();
  }

  @Test
  void onlyExtraSettingsLetsUnknownFieldsIn() {
    var open = new TreeSet<String>();
    everyProperty(
        (path, schema) ->
            collectIf(schema.has("x-kubernetes-preserve-unknown-fields"), path, open));
    assertThat(open).containsExactly("DatabricksJob.spec.extraSettings");
  }

  @Test
  void everyObjectSaysWhatIsInIt() {
    var empty = new TreeSet<String>();
    everyProperty(
        (path, schema) ->
            collectIf(
                "object".equals(schema.path("type").textValue())
                    && !schema.has("properties")
                    && !schema.has("additionalProperties"),
                path,
                empty));
    assertThat(empty).containsExactly("DatabricksJob.spec.extraSettings");
  }

  @Test
  void aLoopHoldsOneTaskThatIsNoLoop() {
    for (var tree : List.of(settings(), submit())) {
      var task = tree.at("/properties/tasks/items/properties/for_each_task/properties/task");
      assertThat(task.at("/properties/notebook_task").isObject()).isTrue();
      assertThat(task.at("/properties/for_each_task").isMissingNode()).isTrue();
    }
  }

  @Test
  void anEnumValueThatLooksLikeNothingInYamlIsQuoted() {
    var text = CrdGenerator.files().get("databricks-operator.io_databricksjobs.yaml");
    assertThat(text).contains("- \"NULL\"").doesNotContain("- NULL\n");
  }

  @Test
  void noRuleIsWrittenTwice() {
    CRDS.values().forEach(crd -> rules(crd).forEach(r -> assertThat(r).doesNotHaveDuplicates()));
  }

  @Test
  void columnsStandInTheOrderOfTheAnnotations() {
    var names = new ArrayList<String>();
    CRDS.get("DatabricksRun")
        .at("/spec/versions/0/additionalPrinterColumns")
        .forEach(column -> names.add(column.get("name").textValue()));
    assertThat(names).startsWith("JOB", "PHASE", "ATTEMPTS", "DURATION", "MESSAGE", "AGE");
  }

  @Test
  void generatingTwiceGivesTheSameBytes() {
    assertThat(CrdGenerator.files()).isEqualTo(CrdGenerator.files());
  }

  private static List<JsonNode> rules(JsonNode crd) {
    return crd.findValues("x-kubernetes-validations");
  }

  private static JsonNode settings() {
    return schemaOf("DatabricksJob").at("/properties/spec/properties/settings");
  }

  private static JsonNode submit() {
    return schemaOf("DatabricksRun").at("/properties/spec/properties/submit");
  }

  private static JsonNode schemaOf(String kind) {
    return CRDS.get(kind).at("/spec/versions/0/schema/openAPIV3Schema");
  }

  private static void collectIf(boolean wanted, String path, Collection<String> into) {
    if (wanted) {
      into.add(path);
    }
  }

  private static void everyProperty(BiConsumer<String, JsonNode> visitor) {
    CRDS.keySet().forEach(kind -> walk(kind, schemaOf(kind), visitor));
  }

  private static void walk(String path, JsonNode schema, BiConsumer<String, JsonNode> visitor) {
    for (var property : schema.path("properties").properties()) {
      var inner = path + "." + property.getKey();
      visitor.accept(inner, property.getValue());
      walk(inner, property.getValue(), visitor);
    }
    if (schema.path("items").isObject()) {
      walk(path + "[]", schema.get("items"), visitor);
    }
  }
}
