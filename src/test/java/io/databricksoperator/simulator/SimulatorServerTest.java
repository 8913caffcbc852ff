package io.databricksoperator.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SimulatorServerTest {
  @Test
  void callsOnAKeptAliveConnectionDoNotWaitForDelayedAcknowledgements() {
    // Given
    try (WorkspaceClient workspace = WorkspaceClient.start()) {
      IntStream.range(0, 30).forEach(i -> workspace.get("list"));
      // When
      long[] nanos = new long[40];
      for (int i = 0; i < nanos.length; i++) {
        long start = System.nanoTime();
        workspace.post("create", "{}");
        nanos[i] = System.nanoTime() - start;
      }
      // Then
      Arrays.sort(nanos);
      assertThat(Duration.ofNanos(nanos[nanos.length / 2])).isLessThan(Duration.ofMillis(20));
    }
  }

  @Test
  void closingFreesThePortAtOnceEvenWithACallInABlackHole() throws IOException {
    // Given
    SimulatorServer server = SimulatorServer.start(SimulatorOptions.defaults());
    int port = server.port();
    WorkspaceClient workspace = WorkspaceClient.start();
    workspace.ok(workspace.post("/simulator/faults", "{'route':'*','blackhole':true}"));
    CompletableFuture<HttpResponse<String>> lost =
        workspace
            .http()
            .sendAsync(
                workspace.request("GET", "list", "").build(), HttpResponse.BodyHandlers.ofString());
    Awaitility.await()
        .until(() -> workspace.get("/simulator/ledger").body().path("calls").size() == 1);
    // When
    long start = System.nanoTime();
    server.close();
    workspace.close();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    // Then
    assertThat(took).isLessThan(Duration.ofSeconds(2));
    assertThatThrownBy(lost::get).isInstanceOf(ExecutionException.class);
    try (SimulatorServer again =
        SimulatorServer.start(SimulatorOptions.defaults().withPort(port))) {
      assertThat(again.port()).isEqualTo(port);
    }
  }

  @Test
  void aFasterClockRunsTasksFaster() {
    // Given
    try (WorkspaceClient workspace =
        WorkspaceClient.start(SimulatorOptions.defaults().withSpeed(100))) {
      long run = workspace.runNow(workspace.jobWith("a"));
      // When / Then
      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> WorkspaceClient.result(workspace.run(run)).equals("SUCCESS"));
    }
  }

  @Test
  void manyCallersAtOnceGetOneRunForOneToken() throws InterruptedException, ExecutionException {
    // Given
    try (WorkspaceClient workspace = WorkspaceClient.start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long job = workspace.jobWith("a");
      // When
      List<CompletableFuture<Long>> runs =
          IntStream.range(0, 50)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> workspace.runNow(job, ",'idempotency_token':'one'"), threads))
              .toList();
      // Then
      assertThat(runs.stream().map(CompletableFuture::join).distinct()).hasSize(1);
      assertThat(workspace.effects("RunStarted")).hasSize(1);
    }
  }

  @Test
  void urlsInAnswersMayShowAnotherHost() {
    // Given
    SimulatorOptions options =
        SimulatorOptions.defaults()
            .withHost("https://adb-7.azuredatabricks.net")
            .withWorkspaceId(7)
            .withBaseClock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    // When
    try (WorkspaceClient workspace = WorkspaceClient.start(options)) {
      long run = workspace.runNow(workspace.jobWith("a"));
      // Then
      assertThat(workspace.run(run).path("run_page_url").asText())
          .startsWith("https://adb-7.azuredatabricks.net/?o=7#job/");
    }
  }

  @Test
  void aSpeedMustBePositive() {
    // When / Then
    assertThatThrownBy(() -> SimulatorOptions.defaults().withSpeed(0))
        .hasMessageContaining("positive");
  }
}
