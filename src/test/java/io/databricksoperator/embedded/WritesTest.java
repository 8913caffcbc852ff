package io.databricksoperator.embedded;

import static io.databricksoperator.embedded.Served.WIDGETS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WritesTest {
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

  @Test
  void aNewObjectGetsWhatTheServerAdds() {
    // When
    var reply =
        served.post(
            WIDGETS,
            """
            {apiVersion: embedded.test/v1, kind: Widget, spec: {size: 1}, status: {seen: 9},
             metadata: {generateName: w-, uid: mine, generation: 7, deletionTimestamp: now}}
            """);

    // Then
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.at("/metadata/name")).matches("w-[0-9a-f]{5}");
    assertThat(reply.at("/metadata/namespace")).isEqualTo("default");
    assertThat(reply.at("/metadata/uid")).hasSize(36);
    assertThat(reply.at("/metadata/creationTimestamp")).matches("[-0-9]+T[0-9:]+Z");
    assertThat(reply.at("/metadata/generation")).isEqualTo("1");
    assertThat(reply.at("/metadata/resourceVersion")).matches("[0-9]+");
    assertThat(reply.body().get("metadata").has("deletionTimestamp")).isFalse();
    assertThat(reply.body().has("status")).isFalse();
  }

  @Test
  void aSecondObjectOfTheSameNameIsRefused() {
    // Given
    served.widget("one", "{size: 1}");

    // When
    var reply = served.widget("one", "{size: 1}");

    // Then
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.at("/reason")).isEqualTo("AlreadyExists");
    assertThat(reply.at("/message")).isEqualTo("widgets.embedded.test \"one\" already exists");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(served.get(ONE).at("/reason")).isEqualTo("NotFound");
    assertThat(served.get(ONE).at("/details/kind")).isEqualTo("widgets");
    assertThat(served.delete(ONE).status()).isEqualTo(404);
    assertThat(served.merge(ONE, "{spec: {size: 2}}").status()).isEqualTo(404);
    assertThat(served.put(ONE, Served.widgetText("one", "{size: 1}")).status()).isEqualTo(404);
    assertThat(served.get(WIDGETS.replace("widgets", "gizmos")).status()).isEqualTo(404);
    assertThat(served.get(ONE + "/scale").status()).isEqualTo(404);
  }

  @Test
  void onlyTheStatusSubresourceWritesStatusAndNothingElse() {
    // Given
    served.widget("one", "{size: 1}");

    // When
    served.merge(ONE, "{status: {seen: 1}, metadata: {labels: {a: b}}}");
    var reply = served.merge(ONE + "/status", "{status: {seen: 2}, spec: {size: 2}}");

    // Then
    assertThat(reply.at("/status/seen")).isEqualTo("2");
    assertThat(reply.at("/spec/size")).isEqualTo("1");
    assertThat(reply.at("/metadata/generation")).isEqualTo("1");
    assertThat(reply.at("/metadata/labels/a")).isEqualTo("b");
  }

  @Test
  void aKindWithoutStatusSubresourceHasNone() {
    // Given
    var gadgets = "/apis/embedded.test/v1/gadgets";
    served.post(
        gadgets, "{apiVersion: embedded.test/v1, kind: Gadget, metadata: {name: g}, spec: {a: 1}}");

    // When
    var reply = served.merge(gadgets + "/g/status", "{spec: {a: 2}}");

    // Then
    assertThat(reply.status()).isEqualTo(404);
    assertThat(served.get(gadgets + "/g").at("/spec/a")).isEqualTo("1");
  }

  @Test
  void generationCountsChangesOfTheSpecAndNothingElse() {
    // Given
    served.widget("one", "{size: 1}");

    // When
    served.merge(ONE, "{metadata: {annotations: {a: b}}}");
    served.merge(ONE + "/status", "{status: {seen: 2}}");
    var same = served.merge(ONE, "{spec: {size: 1}}");
    var changed = served.merge(ONE, "{spec: {size: 2}}");

    // Then
    assertThat(same.at("/metadata/generation")).isEqualTo("1");
    assertThat(changed.at("/metadata/generation")).isEqualTo("2");
  }

  @Test
  void aWriteThatChangesNothingMakesNoNewVersion() {
    // Given
    var created = served.widget("one", "{size: 1}");

    // When
    var merged = served.merge(ONE, "{spec: {size: 1}}");
    var put = served.put(ONE, created.body().toString());

    // Then
    assertThat(merged.at("/metadata/resourceVersion"))
        .isEqualTo(created.at("/metadata/resourceVersion"));
    assertThat(put.body()).isEqualTo(created.body());
  }

  @Test
  void aStaleVersionIsAConflictInEveryKindOfWrite() {
    // Given
    var old = served.widget("one", "{size: 1}");
    var version = old.at("/metadata/resourceVersion");
    served.merge(ONE, "{spec: {size: 2}}");
    var meta = "metadata: {resourceVersion: '" + version + "'}";

    // When
    var replies =
        java.util.List.of(
            served.put(ONE, old.body().toString()),
            served.merge(ONE, "{" + meta + "}"),
            served.jsonPatch(
                ONE,
                "[{\"op\": \"replace\", \"path\": \"/metadata/resourceVersion\", \"value\": \"%s\"}]"
                    .formatted(version)),
            served.apply(ONE, "me", meta + ", spec: {size: 3}"),
            served.apply(ONE + "/status", "me", meta + ", status: {seen: 3}"));

    // Then
    assertThat(replies).allMatch(r -> r.status() == 409 && r.at("/reason").equals("Conflict"));
    assertThat(served.get(ONE).at("/spec/size")).isEqualTo("2");
  }

  @Test
  void anUpdateOfACustomObjectNeedsAVersionAndTheRightUid() {
    // Given
    var created = served.widget("one", "{size: 1}");
    var otherUid = created.body().toString().replace(created.at("/metadata/uid"), "other");

    // When
    var without = served.put(ONE, Served.widgetText("one", "{size: 2}"));
    var other = served.put(ONE, otherUid);

    // Then
    assertThat(without.status()).isEqualTo(422);
    assertThat(without.at("/message")).contains("must be specified for an update");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.at("/message")).contains("Precondition failed: UID");
  }

  @Test
  void patchesMergeReplaceAndRemove() {
    // Given
    served.widget("one", "{size: 1, colour: red, tags: {a: x, b: y}}");

    // When
    served.merge(ONE, "{spec: {colour: null, tags: {b: null, c: z}}}");
    served.jsonPatch(ONE, "[{\"op\": \"add\", \"path\": \"/spec/tags/d\", \"value\": \"w\"}]");
    served.send(
        "PATCH", ONE, "application/strategic-merge-patch+json", "{\"spec\": {\"size\": 5}}");

    // Then
    assertThat(served.get(ONE).body().get("spec"))
        .isEqualTo(Json.parse("{size: 5, tags: {a: x, c: z, d: w}}"));
  }

  @Test
  void unfitPatchesAreRefused() {
    // Given
    served.widget("one", "{size: 1}");

    // Then
    assertThat(served.jsonPatch(ONE, "[{\"op\": \"remove\", \"path\": \"/spec/no\"}]").status())
        .isEqualTo(422);
    assertThat(served.send("PATCH", ONE, "text/plain", "x").status()).isEqualTo(415);
    assertThat(served.post(WIDGETS, "{apiVersion: v1, kind: Pod}").status()).isEqualTo(400);
    assertThat(served.post(WIDGETS, "]").status()).isEqualTo(400);
    assertThat(served.put(ONE, Served.widgetText("two", "{size: 1}")).status()).isEqualTo(400);
  }

  @Test
  void aDryRunKeepsNothing() {
    // Given
    served.widget("one", "{size: 1}");

    // When
    var patched =
        served.send(
            "PATCH",
            ONE + "?dryRun=All",
            "application/merge-patch+json",
            "{\"spec\":{\"size\":2}}");
    var created = served.post(WIDGETS + "?dryRun=All", Served.widgetText("two", "{size: 1}"));
    served.delete(ONE + "?dryRun=All");

    // Then
    assertThat(patched.at("/spec/size")).isEqualTo("2");
    assertThat(created.status()).isEqualTo(201);
    assertThat(served.get(ONE).at("/spec/size")).isEqualTo("1");
    assertThat(served.get(WIDGETS).body().get("items")).hasSize(1);
  }

  @Test
  void stringDataOfASecretBecomesData() {
    // Given
    var secrets = "/api/v1/namespaces/default/secrets";

    // When
    var created =
        served.post(
            secrets,
            "{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {token: abc}}");
    var patched = served.merge(secrets + "/s", "{stringData: {other: x}}");

    // Then
    assertThat(created.at("/data/token")).isEqualTo("YWJj");
    assertThat(created.body().has("stringData")).isFalse();
    assertThat(patched.body().get("data")).isEqualTo(Json.parse("{token: YWJj, other: eA==}"));
  }

  @Test
  void noUpdateIsLostBetweenConcurrentWriters() {
    // Given
    served.widget("one", "{size: 1}");

    // When
    var writers =
        IntStream.range(0, 200)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> served.merge(ONE, "{spec: {tags: {t%d: x}}}".formatted(i))))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(writers).join();

    // Then
    assertThat(served.get(ONE).body().at("/spec/tags")).hasSize(200);
    assertThat(served.get(ONE).at("/metadata/generation")).isEqualTo("201");
  }
}
