package io.databricksoperator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** The simulated workspace's control endpoints (docs/simulator.md), over HTTP. */
final class Simulator implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String url;
  private final HttpClient http = HttpClient.newHttpClient();

  Simulator(String url) {
    this.url = url;
  }

  String url() {
    return url;
  }

  /** Says how tasks go. */
  void script(String json) throws IOException, InterruptedException {
    send("POST", "script", json);
  }

  /** Changes settings. */
  void settings(String json) throws IOException, InterruptedException {
    send("POST", "settings", json);
  }

  /** Everything that it was asked and that it did. */
  Ledger ledger() throws IOException, InterruptedException {
    return new Ledger(send("GET", "ledger", ""));
  }

  private JsonNode send(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url + "/simulator/" + path))
            .method(method, BodyPublishers.ofString(body))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new DemoFailure("the simulator refused " + path + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
