package io.databricksoperator.embedded;

import static io.databricksoperator.embedded.Served.WIDGETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedKubernetesTest {
  private static final String ONE = WIDGETS + "/one";

  private Served served;
  private EmbeddedKubernetes kubernetes;

  @BeforeEach
  void start() throws IOException {
    served = new Served();
    kubernetes = served.kubernetes;
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void everyRequestIsAudited() {
    // When
    served.widget("one", "{size: 1}");
    served.merge(ONE + "/status", "{status: {seen: 1}}");
    served.get(WIDGETS);
    served.delete(WIDGETS + "/none");
    served.get("/api/v1/namespaces/default");

    // Then
    assertThat(kubernetes.audit())
        .extracting(
            e -> e.request().verb(),
            e -> e.request().group() + "/" + e.request().resource(),
            e -> e.request().subresource(),
            e -> e.request().namespace() + "/" + e.request().name(),
            AuditEntry::status)
        .containsExactly(
            tuple("create", "embedded.test/widgets", "", "default/", 201),
            tuple("patch", "embedded.test/widgets", "status", "default/one", 200),
            tuple("list", "embedded.test/widgets", "", "default/", 200),
            tuple("delete", "embedded.test/widgets", "", "default/none", 404),
            tuple("get", "/namespaces", "", "/default", 200));
    assertThat(kubernetes.audit()).filteredOn(AuditEntry::changedSomething).hasSize(2);
    assertThat(kubernetes.audit()).allMatch(e -> e.request().userAgent().startsWith("Java-http"));
  }

  @Test
  void aRefusedRequestChangesNothingUntilTheOutageIsOver() {
    // Given
    served.widget("one", "{size: 1}");

    // When
    Served.Reply refused;
    try (var outage = kubernetes.refuse(r -> r.isStatusWrite("widgets"), 503)) {
      refused = served.merge(ONE + "/status", "{status: {seen: 1}}");
      assertThat(served.merge(ONE, "{spec: {size: 2}}").status()).isEqualTo(200);
      assertThat(outage.hits()).isEqualTo(1);
    }
    var after = served.get(ONE);
    var again = served.merge(ONE + "/status", "{status: {seen: 1}}");

    // Then
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.at("/reason")).isEqualTo("ServiceUnavailable");
    assertThat(after.body().has("status")).isFalse();
    assertThat(again.status()).isEqualTo(200);
  }

  @Test
  void aLostAnswerLeavesTheChangeBehind() {
    // Given
    served.widget("one", "{size: 1}");

    // When
    try (var outage = kubernetes.loseAnswers(r -> r.verb().equals("patch"))) {
      assertThatThrownBy(() -> served.merge(ONE, "{spec: {size: 2}}"))
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(IOException.class);
      assertThat(outage.hits()).isPositive();
    }

    // Then
    assertThat(served.get(ONE).at("/spec/size")).isEqualTo("2");
    assertThat(kubernetes.audit()).anyMatch(e -> e.status() == 0 && e.changedSomething());
  }

  @Test
  void thePortCanBeChosen() throws IOException {
    // Given
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }

    // When
    try (var other = EmbeddedKubernetes.start(Served.CRDS, free)) {

      // Then
      assertThat(other.url()).isEqualTo("http://127.0.0.1:" + free);
      assertThat(other.client().namespaces().withName("default").get()).isNotNull();
    }
  }

  @Test
  void anEventIsSeenInBothGroups() {
    // Given
    var path = "/apis/events.k8s.io/v1/namespaces/default/events";

    // When
    var event =
        served.post(
            path,
            "{apiVersion: events.k8s.io/v1, kind: Event, metadata: {name: e}, note: all,"
                + " regarding: {kind: Widget, name: one}}");
    var core = served.merge("/api/v1/namespaces/default/events/e", "{count: 2}");

    // Then
    assertThat(event.at("/note")).isEqualTo("all");
    assertThat(core.at("/message")).isEqualTo("all");
    assertThat(core.at("/count")).isEqualTo("2");
    assertThat(core.at("/involvedObject/name")).isEqualTo("one");
    assertThat(served.get(path + "/e").at("/deprecatedCount")).isEqualTo("2");
  }

  @Test
  void aServiceAccountGetsTokens() {
    // When
    served.post(
        "/api/v1/namespaces/default/serviceaccounts",
        "{apiVersion: v1, kind: ServiceAccount, metadata: {name: robot}}");
    var token =
        served.post(
            "/api/v1/namespaces/default/serviceaccounts/robot/token",
            "{spec: {audiences: [a], expirationSeconds: 600}}");

    // Then
    assertThat(token.at("/status/token")).startsWith("embedded.default.robot.");
    assertThat(token.at("/status/expirationTimestamp")).endsWith("Z");
  }

  @Test
  void aTypedClientReadsTheVersionAndTheGroups() {
    try (var client = kubernetes.client()) {
      assertThat(client.getKubernetesVersion().getMinor()).isEqualTo("32");
      assertThat(client.hasApiGroup("embedded.test", true)).isTrue();
      assertThat(client.supports(Widget.class)).isTrue();
      assertThat(
              client
                  .apiextensions()
                  .v1()
                  .customResourceDefinitions()
                  .withName("widgets.embedded.test")
                  .get()
                  .getSpec()
                  .getNames()
                  .getShortNames())
          .containsExactly("wd");
    }
  }
}
