package io.databricksoperator.scenarios;

import static io.databricksoperator.fixtures.World.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.embedded.WatchHttp;
import io.databricksoperator.fixtures.World;
import io.databricksoperator.operator.OperatorApp;
import io.databricksoperator.operator.OperatorOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the probes say before the operator is started and after. */
class ProbesTest {

  private final HttpClient http = HttpClient.newHttpClient();

  private HttpResponse<String> get(OperatorApp operator, String probe)
      throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + operator.managementPort() + probe);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  @Test
  void itLivesAtOnceAndIsReadyOnlyOnceItIsStarted() throws Exception {
    var options = new OperatorOptions(List.of(), Set.of(), 0, null);
    try (var world = new World();
        var client =
            OperatorApp.client(world.kubernetes().config())
                .withHttpClientFactory(new WatchHttp())
                .build();
        var operator = new OperatorApp(options, client, world.clock())) {
      // When
      var live = get(operator, "/livez");
      var early = get(operator, "/readyz");

      // Then
      assertThat(live.statusCode()).isEqualTo(200);
      assertThat(early.statusCode()).isEqualTo(503);
      assertThat(early.body()).isEqualTo("not ok\n");

      // When
      operator.start();

      // Then
      await("it to be ready").until(() -> get(operator, "/readyz").statusCode() == 200);
    }
  }
}
