package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;

/** An embedded server with the test kinds, and raw HTTP to it: tests see what is on the wire. */
final class Served implements AutoCloseable {
  static final String WIDGETS = "/apis/embedded.test/v1/namespaces/default/widgets";
  static final List<Path> CRDS =
      List.of(
          Path.of("src/test/resources/embedded/widgets.yaml"),
          Path.of("src/test/resources/embedded/gadgets.yaml"));

  /** An answer: its HTTP status and its body. */
  record Reply(int status, JsonNode body) {
    String at(String pointer) {
      return body.at(pointer).asText("");
    }
  }

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  final EmbeddedKubernetes kubernetes;

  Served() throws IOException {
    kubernetes = EmbeddedKubernetes.start(CRDS);
  }

  Reply get(String path) {
    return send("GET", path, "", "");
  }

  Reply post(String path, String body) {
    return send("POST", path, "application/json", body);
  }

  Reply put(String path, String body) {
    return send("PUT", path, "application/json", body);
  }

  Reply delete(String path) {
    return send("DELETE", path, "", "");
  }

  Reply merge(String path, String body) {
    return send("PATCH", path, "application/merge-patch+json", body);
  }

  Reply jsonPatch(String path, String body) {
    return send("PATCH", path, "application/json-patch+json", body);
  }

  /** Server-side apply with force, as the operator does. */
  Reply apply(String path, String manager, String body) {
    return send(
        "PATCH",
        path + "?force=true&fieldManager=" + manager,
        "application/apply-patch+yaml",
        "{apiVersion: embedded.test/v1, kind: Widget, " + body + "}");
  }

  Reply send(String method, String path, String type, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(kubernetes.url() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    var answer = http.sendAsync(request.build(), BodyHandlers.ofString()).join();
    return new Reply(answer.statusCode(), Json.parse(answer.body()));
  }

  /** Creates a widget of this spec. */
  Reply widget(String name, String spec) {
    return post(WIDGETS, widgetText(name, spec));
  }

  static String widgetText(String name, String spec) {
    return "{apiVersion: embedded.test/v1, kind: Widget, metadata: {name: %s}, spec: %s}"
        .formatted(name, spec);
  }

  @Override
  public void close() {
    http.close();
    kubernetes.close();
  }
}
