package io.databricksoperator.embedded;

import static io.databricksoperator.embedded.Served.WIDGETS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private static final String ONE = WIDGETS + "/one";
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

  private Served served;

  @BeforeEach
  void start() throws IOException {
    served = new Served();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private Served.Reply held() {
    served.widget("one", "{size: 1}");
    return served.merge(ONE, "{metadata: {finalizers: [test/hold]}}");
  }

  private String map(String name, String owner) {
    var reference =
        owner.isEmpty()
            ? ""
            : ", ownerReferences: [{apiVersion: embedded.test/v1, kind: Widget, name: one, uid: %s}]"
                .formatted(owner);
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s%s}}".formatted(name, reference);
  }

  @Test
  void anObjectWithoutFinalizersIsGoneAtOnce() {
    // Given
    var uid = served.widget("one", "{size: 1}").at("/metadata/uid");

    // When
    var reply = served.delete(ONE);

    // Then
    assertThat(reply.at("/status")).isEqualTo("Success");
    assertThat(reply.at("/details/uid")).isEqualTo(uid);
    assertThat(served.get(ONE).status()).isEqualTo(404);
  }

  @Test
  void anObjectStaysUntilItsLastFinalizerIsGone() {
    // Given
    held();

    // When
    var deleted = served.delete(ONE);
    var again = served.delete(ONE);
    var stillThere = served.get(ONE);
    var released = served.merge(ONE, "{metadata: {finalizers: []}}");

    // Then
    assertThat(deleted.at("/metadata/deletionTimestamp")).isNotEmpty();
    assertThat(deleted.at("/metadata/generation")).isEqualTo("2");
    assertThat(again.body()).isEqualTo(deleted.body());
    assertThat(stillThere.body()).isEqualTo(deleted.body());
    assertThat(released.status()).isEqualTo(200);
    assertThat(served.get(ONE).status()).isEqualTo(404);
  }

  @Test
  void aDeletedObjectCannotBeHeldAnewOrRevived() {
    // Given
    var before = held();
    served.delete(ONE);

    // When
    var second = served.merge(ONE, "{metadata: {finalizers: [test/hold, test/new]}}");
    var revived = served.merge(ONE, "{metadata: {deletionTimestamp: null}}");
    var stale = served.put(ONE, before.body().toString());

    // Then
    assertThat(second.status()).isEqualTo(422);
    assertThat(second.at("/message")).contains("no new finalizers can be added");
    assertThat(revived.at("/metadata/deletionTimestamp")).isNotEmpty();
    assertThat(stale.status()).isEqualTo(409);
  }

  @Test
  void preconditionsOfADeleteAreKept() {
    // Given
    served.widget("one", "{size: 1}");

    // When
    var options = "{\"preconditions\": {\"uid\": \"other\"}}";
    var reply = served.send("DELETE", ONE, "application/json", options);

    // Then
    assertThat(reply.status()).isEqualTo(409);
    assertThat(served.get(ONE).status()).isEqualTo(200);
  }

  @Test
  void dependentsGoWithTheirOwnerAndNotBefore() {
    // Given
    var owner = held().at("/metadata/uid");
    served.post(MAPS, map("owned", owner));
    served.post(MAPS, map("free", ""));

    // When
    served.delete(ONE);
    var whileHeld = served.get(MAPS + "/owned");
    served.merge(ONE, "{metadata: {finalizers: []}}");

    // Then
    assertThat(whileHeld.status()).isEqualTo(200);
    assertThat(served.get(MAPS + "/owned").status()).isEqualTo(404);
    assertThat(served.get(MAPS + "/free").status()).isEqualTo(200);
  }

  @Test
  void aDependentOfAnOwnerThatIsGoneDoesNotLive() {
    // When
    var reply = served.post(MAPS, map("late", "no-such-uid"));

    // Then
    assertThat(reply.status()).isEqualTo(201);
    assertThat(served.get(MAPS + "/late").status()).isEqualTo(404);
  }

  @Test
  void orphansAreKeptWhenAskedFor() {
    // Given
    var owner = served.widget("one", "{size: 1}").at("/metadata/uid");
    served.post(MAPS, map("owned", owner));

    // When
    served.delete(ONE + "?propagationPolicy=Orphan");

    // Then
    assertThat(served.get(MAPS + "/owned").status()).isEqualTo(200);
  }

  @Test
  void aNamespaceGoesWhenItsContentIsGone() {
    // Given
    var team = "/api/v1/namespaces/team";
    var widgets = WIDGETS.replace("default", "team");
    served.post("/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: team}}");
    served.post(widgets, Served.widgetText("held", "{size: 1}"));
    served.post(widgets, Served.widgetText("free", "{size: 1}"));
    served.merge(widgets + "/held", "{metadata: {finalizers: [test/hold]}}");

    // When
    served.delete(team);
    var terminating = served.get(team);
    var refused = served.post(widgets, Served.widgetText("new", "{size: 1}"));

    // Then
    assertThat(terminating.at("/status/phase")).isEqualTo("Terminating");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.at("/message")).contains("because it is being terminated");
    assertThat(served.get(widgets + "/free").status()).isEqualTo(404);
    assertThat(served.get(widgets + "/held").at("/metadata/deletionTimestamp")).isNotEmpty();
    served.merge(widgets + "/held", "{metadata: {finalizers: null}}");
    assertThat(served.get(team).status()).isEqualTo(404);
    assertThat(served.post(widgets, Served.widgetText("x", "{size: 1}")).at("/message"))
        .isEqualTo("namespaces \"team\" not found");
  }

  @Test
  void theNamespacesOfEveryClusterAreThere() {
    assertThat(served.get("/api/v1/namespaces/kube-system").at("/metadata/uid")).hasSize(36);
    assertThat(served.get("/api/v1/namespaces/default").at("/status/phase")).isEqualTo("Active");
  }

  @Test
  void aCrdGoesWhenItsObjectsAreGone() {
    // Given
    held();
    var crd = CRDS + "/widgets.embedded.test";

    // When
    served.delete(crd);
    var going = served.get(crd);
    var refused = served.widget("two", "{size: 1}");
    served.merge(ONE, "{metadata: {finalizers: []}}");

    // Then
    assertThat(going.at("/metadata/deletionTimestamp")).isNotEmpty();
    assertThat(refused.status()).isEqualTo(405);
    assertThat(served.get(crd).status()).isEqualTo(404);
    assertThat(served.get(WIDGETS).status()).isEqualTo(404);
  }

  @Test
  void aCrdCanBeCreatedAndChangedWhileTheServerRuns() throws IOException {
    // Given
    var text = Files.readString(Served.CRDS.getFirst());
    served.delete(CRDS + "/widgets.embedded.test");

    // When
    var created = served.post(CRDS, text);
    var before = served.widget("one", "{size: 101}");
    served.jsonPatch(
        CRDS + "/widgets.embedded.test",
        """
        [{"op": "replace", "value": 200,
          "path": "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/size/maximum"}]
        """);
    var after = served.widget("one", "{size: 101}");

    // Then
    assertThat(created.at("/status/conditions/1/type")).isEqualTo("Established");
    assertThat(before.status()).isEqualTo(422);
    assertThat(after.status()).isEqualTo(201);
  }
}
