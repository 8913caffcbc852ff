package io.databricksoperator.embedded;

import static io.databricksoperator.embedded.Served.WIDGETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final String ONE = WIDGETS + "/one";

  private final HttpClient http = HttpClient.newHttpClient();
  private Served served;

  @BeforeEach
  void start() throws IOException {
    served = new Served();
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    served.close();
  }

  /** The events of a watch, as they come. */
  private List<JsonNode> watch(String path, String query) {
    var events = new CopyOnWriteArrayList<JsonNode>();
    var uri = URI.create(served.kubernetes.url() + path + "?watch=true&" + query);
    var answer = http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofLines());
    CompletableFuture.runAsync(
        () -> answer.join().body().forEach(line -> events.add(Json.parse(line))));
    return events;
  }

  private String version() {
    return served.get(WIDGETS).at("/metadata/resourceVersion");
  }

  private static void sees(List<JsonNode> events, String... expected) {
    await()
        .untilAsserted(
            () ->
                assertThat(events)
                    .extracting(
                        e -> Json.text(e, "/type") + " " + Json.text(e, "/object/metadata/name"))
                    .containsExactly(expected));
  }

  @Test
  void aWatchFromAVersionSeesWhatComesAfterIt() {
    // Given
    served.widget("zero", "{size: 1}");
    var since = version();
    served.widget("one", "{size: 1}");

    // When
    var events = watch(WIDGETS, "resourceVersion=" + since);
    served.merge(ONE + "/status", "{status: {seen: 1}}");
    served.merge(ONE, "{spec: {size: 1}}");
    var last = served.merge(ONE, "{spec: {size: 2}}");
    served.delete(ONE);

    // Then
    sees(events, "ADDED one", "MODIFIED one", "MODIFIED one", "DELETED one");
    assertThat(Json.text(events.get(1), "/object/status/seen")).isEqualTo("1");
    assertThat(events.get(2).get("object")).isEqualTo(last.body());
    assertThat(events)
        .extracting(e -> Long.parseLong(Json.text(e, "/object/metadata/resourceVersion")))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void aWatchWithoutAVersionBeginsWithWhatIsThere() {
    // Given
    served.widget("zero", "{size: 1}");

    // When
    var events = watch(WIDGETS, "");
    sees(events, "ADDED zero");
    served.widget("one", "{size: 1}");

    // Then
    sees(events, "ADDED zero", "ADDED one");
  }

  @Test
  void aDeletionThatAFinalizerHoldsIsSeenInTwoSteps() {
    // Given
    served.widget("one", "{size: 1}");
    served.merge(ONE, "{metadata: {finalizers: [test/hold]}}");
    var events = watch(WIDGETS, "resourceVersion=" + version());

    // When
    served.delete(ONE);
    served.merge(ONE, "{metadata: {finalizers: []}}");

    // Then
    sees(events, "MODIFIED one", "MODIFIED one", "DELETED one");
  }

  @Test
  void labelsThatComeAndGoAreAdditionsAndDeletionsForASelector() {
    // Given
    served.widget("one", "{size: 1}");
    served.widget("two", "{size: 1}");
    var events = watch(WIDGETS, "labelSelector=a%3Db&resourceVersion=" + version());

    // When
    served.merge(ONE, "{metadata: {labels: {a: b}}}");
    served.merge(WIDGETS + "/two", "{metadata: {labels: {a: c}}}");
    served.merge(ONE, "{metadata: {labels: {a: null}}}");

    // Then
    sees(events, "ADDED one", "DELETED one");
  }

  @Test
  void aWatchOfANameOrOfAllNamespacesSeesJustThose() {
    // Given
    var since = version();

    // When
    var one = watch(WIDGETS, "fieldSelector=metadata.name%3Done&resourceVersion=" + since);
    var all = watch("/apis/embedded.test/v1/widgets", "resourceVersion=" + since);
    var other = watch(WIDGETS.replace("default", "kube-system"), "resourceVersion=" + since);
    served.widget("two", "{size: 1}");
    served.widget("one", "{size: 1}");

    // Then
    sees(all, "ADDED two", "ADDED one");
    sees(one, "ADDED one");
    assertThat(other).isEmpty();
  }

  @Test
  void aWatchEndsAtItsTimeout() {
    // When
    var reply = served.get(WIDGETS + "?watch=true&timeoutSeconds=0");

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().isMissingNode()).isTrue();
  }

  @Test
  void listsHonourLabelAndFieldSelectors() {
    // Given
    served.widget("one", "{size: 1}");
    served.widget("two", "{size: 2}");
    served.merge(ONE, "{metadata: {labels: {team: a, tier: x}}}");

    // Then
    assertThat(names("labelSelector=team%3Da")).containsExactly("one");
    assertThat(names("labelSelector=team")).containsExactly("one");
    assertThat(names("labelSelector=!team")).containsExactly("two");
    assertThat(names("labelSelector=team!%3Da")).containsExactly("two");
    assertThat(names("labelSelector=team%20in%20(a,b),tier%3Dx")).containsExactly("one");
    assertThat(names("labelSelector=team%20notin%20(a,b)")).containsExactly("two");
    assertThat(names("fieldSelector=metadata.name%3Dtwo")).containsExactly("two");
    assertThat(names("fieldSelector=metadata.namespace!%3Ddefault")).isEmpty();
  }

  private List<String> names(String query) {
    var items = served.get(WIDGETS + "?" + query).body().get("items");
    return Json.stream(items).map(i -> Json.text(i, "/metadata/name")).toList();
  }

  @Test
  void aCollectionIsDeletedBySelector() {
    // Given
    served.widget("one", "{size: 1}");
    served.widget("two", "{size: 2}");
    served.merge(ONE, "{metadata: {labels: {team: a}}}");

    // When
    served.delete(WIDGETS + "?labelSelector=team%3Da");

    // Then
    assertThat(names("")).containsExactly("two");
  }
}
