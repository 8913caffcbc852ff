package io.databricksoperator.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private final WorkspaceClient workspace = WorkspaceClient.start();

  @AfterEach
  void close() {
    workspace.close();
  }

  private void fault(String fields) {
    workspace.ok(
        workspace.post(
            "/simulator/faults", "{'route':'POST /api/2.2/jobs/create'," + fields + "}"));
  }

  private JsonNode lastCall() {
    return WorkspaceClient.stream(workspace.get("/simulator/ledger").body().path("calls"))
        .getLast();
  }

  @Test
  void aStatusBeforeTheEffectLeavesNoTraceAndEndsAfterItsTimes() {
    // Given
    fault("'status':429,'headers':{'Retry-After':'7'},'times':2");
    // When
    WorkspaceClient.Reply first = workspace.post("create", "{}");
    WorkspaceClient.Reply second = workspace.post("create", "{}");
    WorkspaceClient.Reply third = workspace.post("create", "{}");
    // Then
    assertThat(first.status()).isEqualTo(429);
    assertThat(first.code()).isEqualTo("REQUEST_LIMIT_EXCEEDED");
    assertThat(first.raw().headers().firstValue("Retry-After")).contains("7");
    assertThat(second.status()).isEqualTo(429);
    assertThat(third.status()).isEqualTo(200);
    assertThat(workspace.effects("JobCreated")).hasSize(1);
    assertThat(workspace.get("/simulator/faults").body().path("faults")).isEmpty();
  }

  @Test
  void aStatusAfterTheEffectHidesASuccess() {
    // Given
    fault("'status':503,'when':'after','times':1");
    // When
    WorkspaceClient.Reply reply = workspace.post("create", "{}");
    // Then
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.code()).isEqualTo("TEMPORARILY_UNAVAILABLE");
    assertThat(workspace.effects("JobCreated")).hasSize(1);
    assertThat(lastCall().path("fault").asText()).isEqualTo("status 503 after the effect");
  }

  @Test
  void aBodyMayBeAPage() {
    // Given
    fault("'status':502,'body':'<html><pre>Bad gateway</pre></html>'");
    // When
    WorkspaceClient.Reply reply = workspace.post("create", "{}");
    // Then
    assertThat(reply.raw().body()).isEqualTo("<html><pre>Bad gateway</pre></html>");
    assertThat(reply.raw().headers().firstValue("Content-Type")).contains("text/html");
  }

  @Test
  void aDroppedConnectionIsInTheLedgerWithOrWithoutItsEffect() {
    // Given
    fault("'drop':'before','times':1");
    fault("'drop':'after','times':1");
    // When / Then
    assertThatThrownBy(() -> workspace.post("create", "{}"))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(workspace.effects("JobCreated")).isEmpty();
    assertThat(lastCall().path("fault").asText()).isEqualTo("dropped before the effect");
    assertThatThrownBy(() -> workspace.post("create", "{}"))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(workspace.effects("JobCreated")).hasSize(1);
    assertThat(lastCall().path("fault").asText()).isEqualTo("dropped after the effect");
    assertThat(lastCall().path("status").isNull()).isTrue();
  }

  @Test
  void aBlackHoleNeverAnswersAndHoldsNobodyElseUp() {
    // Given
    fault("'blackhole':true,'times':1");
    // When
    CompletableFuture<HttpResponse<String>> lost =
        workspace
            .http()
            .sendAsync(
                workspace.request("POST", "create", "{}").timeout(Duration.ofMillis(300)).build(),
                HttpResponse.BodyHandlers.ofString());
    // Then
    assertThatThrownBy(lost::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(HttpTimeoutException.class);
    assertThat(lastCall().path("fault").asText()).isEqualTo("black hole before the effect");
    assertThat(workspace.post("create", "{}").status()).isEqualTo(200);
    assertThat(workspace.effects("JobCreated")).hasSize(1);
  }

  @Test
  void latencyIsRealTimeAndTheAnswerIsTheRealOne() {
    // Given
    fault("'latency':'PT0.2S'");
    // When
    long start = System.nanoTime();
    WorkspaceClient.Reply reply = workspace.post("create", "{}");
    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(200));
    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void routesAreGlobsAndFaultsCanBeCleared() {
    // Given
    workspace.ok(workspace.post("/simulator/faults", "{'route':'* /api/2.2/jobs/*','status':500}"));
    // When
    int struck = workspace.get("list").status();
    workspace.ok(workspace.send(workspace.request("DELETE", "/simulator/faults", "").build()));
    // Then
    assertThat(struck).isEqualTo(500);
    assertThat(workspace.get("list").status()).isEqualTo(200);
  }

  @Test
  void aFaultThatWouldDoNothingIsRefused() {
    // When / Then
    assertThat(workspace.post("/simulator/faults", "{'route':'*'}").body().path("error").asText())
        .contains("status, latency, drop and blackhole");
    assertThat(workspace.post("/simulator/faults", "{'status':500}").body().path("error").asText())
        .isEqualTo("Give route.");
    assertThat(
            workspace
                .post("/simulator/faults", "{'route':'*','status':500,'often':1}")
                .body()
                .path("error")
                .asText())
        .contains("Unknown field often");
  }
}
