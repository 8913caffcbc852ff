package io.databricksoperator.embedded;

import static io.databricksoperator.embedded.Served.WIDGETS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApplyTest {
  private static final String ONE = WIDGETS + "/one";

  private Served served;

  @BeforeEach
  void start() throws IOException {
    served = new Served();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private JsonNode spec() {
    return served.get(ONE).body().get("spec");
  }

  @Test
  void applyCreatesWhatIsNotThereAndIsRepeatable() {
    // When
    var first = served.apply(ONE, "git", "spec: {size: 1}");
    var again = served.apply(ONE, "git", "spec: {size: 1}");

    // Then
    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(first.body().at("/metadata/managedFields/0/fieldsV1"))
        .isEqualTo(Json.parse("{'f:spec': {'f:size': {}}}"));
  }

  @Test
  void whatAManagerLeavesOutIsRemovedIfNobodyElseOwnsIt() {
    // Given
    served.apply(ONE, "git", "spec: {size: 1, colour: red, tags: {a: x, b: y}}");
    served.apply(ONE, "other", "spec: {tags: {b: y, c: z}}");

    // When
    served.apply(ONE, "git", "spec: {size: 1}");

    // Then
    assertThat(spec()).isEqualTo(Json.parse("{size: 1, tags: {b: y, c: z}}"));
  }

  @Test
  void theLastFieldOfAnObjectTakesTheObjectWithIt() {
    // Given
    served.apply(ONE, "git", "spec: {size: 1, tags: {a: x}}");

    // When
    served.apply(ONE, "git", "spec: {size: 1}");

    // Then
    assertThat(spec()).isEqualTo(Json.parse("{size: 1}"));
  }

  @Test
  void whatOthersWroteStays() {
    // Given
    served.widget("one", "{size: 1, colour: red}");
    served.apply(ONE, "git", "spec: {code: a}");
    served.merge(ONE, "{spec: {tags: {mine: x}}}");

    // When
    served.apply(ONE, "git", "spec: {code: b}");

    // Then
    assertThat(spec()).isEqualTo(Json.parse("{size: 1, colour: red, code: b, tags: {mine: x}}"));
  }

  @Test
  void whoeverChangesAFieldOwnsIt() {
    // Given
    served.apply(ONE, "git", "spec: {size: 1, colour: red}");
    served.merge(ONE + "?fieldManager=hand", "{spec: {colour: green}}");

    // When
    served.apply(ONE, "git", "spec: {size: 1}");

    // Then
    assertThat(spec()).isEqualTo(Json.parse("{size: 1, colour: green}"));
  }

  @Test
  void withoutForceAFieldOfAnotherManagerIsAConflict() {
    // Given
    served.apply(ONE, "git", "spec: {size: 1, colour: red}");
    var text = "{apiVersion: embedded.test/v1, kind: Widget, spec: {colour: %s}}";

    // When
    var path = ONE + "?fieldManager=hand&force=false";
    var type = "application/apply-patch+yaml";
    var different = served.send("PATCH", path, type, text.formatted("green"));
    var same = served.send("PATCH", path, type, text.formatted("red"));

    // Then
    assertThat(different.status()).isEqualTo(409);
    assertThat(different.at("/message"))
        .isEqualTo("Apply failed with 1 conflict(s): conflict with \"git\": .spec.colour");
    assertThat(same.status()).isEqualTo(200);
  }

  @Test
  void statusIsAppliedWholeAndApartFromTheSpec() {
    // Given
    served.widget("one", "{size: 1}");
    served.apply(ONE + "/status", "op", "status: {seen: 1, message: hello}");

    // When
    var reply = served.apply(ONE + "/status", "op", "status: {seen: 2}, spec: {size: 9}");

    // Then
    assertThat(reply.body().get("status")).isEqualTo(Json.parse("{seen: 2}"));
    assertThat(spec()).isEqualTo(Json.parse("{size: 1}"));
    assertThat(reply.at("/metadata/generation")).isEqualTo("1");
  }

  @Test
  void theSameManagerOwnsItsFieldsOfSpecAndStatusApart() {
    // Given
    served.widget("one", "{size: 1}");
    served.apply(ONE, "op", "metadata: {finalizers: [op.test/x]}");
    served.apply(ONE + "/status", "op", "status: {seen: 1}");

    // When
    var reply = served.apply(ONE, "op", "metadata: {labels: {a: b}}");

    // Then
    assertThat(reply.at("/status/seen")).isEqualTo("1");
    assertThat(reply.body().get("metadata").has("finalizers")).isFalse();
  }

  @Test
  void statusOfWhatIsNotThereIsNotCreated() {
    assertThat(served.apply(ONE + "/status", "op", "status: {seen: 1}").status()).isEqualTo(404);
  }

  @Test
  void anApplyWithAVersionDoesNotBringADeletedObjectBack() {
    // Given
    var version = served.widget("one", "{size: 1}").at("/metadata/resourceVersion");
    served.delete(ONE);

    // When
    var meta = "metadata: {resourceVersion: '" + version + "'}, spec: {size: 1}";
    var reply = served.apply(ONE, "op", meta);

    // Then
    assertThat(reply.status()).isEqualTo(409);
    assertThat(served.get(ONE).status()).isEqualTo(404);
  }

  @Test
  void finalizersAreASetAndKeyedListsAreMergedByKey() {
    // Given
    served.apply(
        ONE, "a", "metadata: {finalizers: [t/a]}, spec: {size: 1, ports: [{name: x, number: 1}]}");
    served.apply(ONE, "b", "metadata: {finalizers: [t/b]}, spec: {ports: [{name: y, number: 2}]}");

    // When
    var both = served.get(ONE);
    served.apply(ONE, "a", "spec: {size: 1}");

    // Then
    assertThat(both.body().at("/metadata/finalizers")).isEqualTo(Json.parse("[t/a, t/b]"));
    assertThat(both.body().at("/spec/ports")).hasSize(2);
    assertThat(spec()).isEqualTo(Json.parse("{size: 1, ports: [{name: y, number: 2}]}"));
    assertThat(served.get(ONE).body().at("/metadata/finalizers")).isEqualTo(Json.parse("[t/b]"));
  }

  @Test
  void plainListsAreReplaced() {
    // Given
    served.apply(ONE, "a", "spec: {size: 1, parts: [{name: x}, {name: y}]}");

    // When
    served.apply(ONE, "b", "spec: {parts: [{name: z}]}");

    // Then
    assertThat(spec().get("parts")).isEqualTo(Json.parse("[{name: z}]"));
  }

  @Test
  void anApplyThatLeavesARequiredFieldOutIsInvalid() {
    // Given
    served.apply(ONE, "git", "spec: {size: 1, colour: red}");

    // When
    var reply = served.apply(ONE, "git", "spec: {colour: red}");

    // Then
    assertThat(reply.at("/message")).contains("spec.size: Required value");
    assertThat(spec()).isEqualTo(Json.parse("{size: 1, colour: red}"));
  }
}
