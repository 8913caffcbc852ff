package io.databricksoperator.embedded;

import static io.databricksoperator.embedded.Served.WIDGETS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
  private static Served served;

  @BeforeAll
  static void start() throws IOException {
    served = new Served();
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|spec.size: Required value",
        "{size: big}|spec.size: Invalid value: \"string\": spec.size in body must be of type"
            + " integer: \"string\"",
        "{size: 0}|spec.size: Invalid value: 0: spec.size in body should be greater than or equal"
            + " to 1",
        "{size: 101}|spec.size: Invalid value: 101: spec.size in body should be less than or equal"
            + " to 100",
        "{size: 1, colour: blue}|spec.colour: Unsupported value: \"blue\": supported values:"
            + " \"red\", \"green\"",
        "{size: 1, code: A1}|spec.code: Invalid value: \"A1\": spec.code in body should match"
            + " '^[a-z]+$'",
        "{size: 1, limit: [1]}|spec.limit: Invalid value",
        "{size: 1, code: null}|spec.code: Invalid value: \"null\"",
        "{size: 1, tags: {a: 1}}|spec.tags.a: Invalid value: \"integer\"",
        "{size: 1, parts: [{name: x}, {name: 1}]}|spec.parts[1].name: Invalid value: \"integer\"",
        "{size: 0, code: A1}|[spec.code: Invalid value",
      })
  void aWrongValueIsRefusedWithItsPath(String spec, String message) {
    // When
    var reply = served.widget("wrong", spec);

    // Then
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.at("/reason")).isEqualTo("Invalid");
    assertThat(reply.at("/message"))
        .startsWith("Widget.embedded.test \"wrong\" is invalid: " + message);
    assertThat(reply.at("/details/causes/0/field")).startsWith("spec.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{size: 1, limit: 3}",
        "{size: 1, limit: 30%}",
        "{size: 1, note: null}",
        "{size: 1, extra: {anything: {goes: [here]}}}",
        "{size: 1, tags: {any: name}}"
      })
  void whatTheSchemaAllowsIsTaken(String spec) {
    assertThat(served.post(WIDGETS + "?dryRun=All", Served.widgetText("fine", spec)).status())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{size: 1, foo: 1}|spec.foo",
        "{size: 1, parts: [{name: a, nmae: b}]}|spec.parts[0].nmae",
      })
  void anUnknownFieldIsRefusedWithItsPath(String spec, String path) {
    // When
    var created = served.widget("typo", spec);
    var applied = served.apply(WIDGETS + "/typo", "me", "spec: " + spec);

    // Then
    assertThat(created.status()).isEqualTo(400);
    assertThat(created.at("/reason")).isEqualTo("BadRequest");
    assertThat(created.at("/message"))
        .isEqualTo(
            "Widget in version \"v1\" cannot be handled as a Widget: strict decoding error: unknown"
                + " field \"%s\"".formatted(path));
    assertThat(applied.body()).isEqualTo(created.body());
  }

  @Test
  void anUnknownFieldIsDroppedWhenTheClientAsksForIt() {
    // When
    var text = Served.widgetText("lenient", "{size: 1, foo: 1}");
    var reply = served.post(WIDGETS + "?fieldValidation=Ignore", text);

    // Then
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.body().get("spec")).isEqualTo(Json.parse("{size: 1}"));
  }

  @Test
  void updatesPatchesAndStatusAreValidatedToo() {
    // Given
    var one = served.widget("checked", "{size: 1}");
    var path = WIDGETS + "/checked";

    // Then
    assertThat(served.put(path, one.body().toString().replace("\"size\":1", "\"size\":0")).status())
        .isEqualTo(422);
    assertThat(served.merge(path, "{spec: {size: 0}}").status()).isEqualTo(422);
    assertThat(served.merge(path, "{spec: {foo: 0}}").status()).isEqualTo(400);
    assertThat(served.apply(path, "me", "spec: {size: 0}").status()).isEqualTo(422);
    assertThat(served.apply(path + "/status", "me", "status: {seen: x}").at("/message"))
        .contains("status.seen: Invalid value: \"string\"");
    assertThat(served.get(path).body()).isEqualTo(one.body());
  }

  @Test
  void namesMustBeDnsNames() {
    assertThat(served.widget("Not_A_Name", "{size: 1}").at("/message"))
        .contains("metadata.name: Invalid value: \"Not_A_Name\"");
    assertThat(
            served
                .post(WIDGETS, "{apiVersion: embedded.test/v1, kind: Widget, spec: {size: 1}}")
                .at("/message"))
        .contains("name or generateName is required");
  }
}
