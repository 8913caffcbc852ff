package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.databricksoperator.embedded.Api.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The HTTP side: reads requests, applies outages, writes answers and watches, keeps the audit. */
final class HttpFront implements AutoCloseable {
  static {
    // Else the second of two watch events waits up to 40 ms for the acknowledgement of the first.
    // Has no effect if the JVM has started an HttpServer before.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Api api;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<AuditEntry> audit = new ArrayList<>();
  private final List<Outage> outages = new CopyOnWriteArrayList<>();

  HttpFront(Api api, int port) throws IOException {
    this.api = api;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  List<AuditEntry> audit() {
    synchronized (audit) {
      return List.copyOf(audit);
    }
  }

  Outage add(Outage outage) {
    outages.removeIf(Outage::isOver);
    outages.add(outage);
    return outage;
  }

  private void record(ApiRequest request, int status) {
    synchronized (audit) {
      audit.add(new AuditEntry(request, status));
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if ("websocket".equals(exchange.getRequestHeaders().getFirst("Upgrade"))) {
        // A watch over a web socket. 200 instead of 101 makes the client ask again over plain HTTP.
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      var call = Call.of(exchange);
      var outage = outages.stream().filter(o -> o.strikes(call.request())).findFirst();
      var refusal = outage.filter(o -> o.status() > 0).map(o -> ApiFailure.refused(o.status()));
      if (call.request().verb().equals("watch") && refusal.isEmpty()) {
        watch(exchange, call);
        return;
      }
      var answer = refusal.map(HttpFront::refusal).orElseGet(() -> answer(call));
      if (outage.isPresent() && refusal.isEmpty()) {
        record(call.request(), 0);
        return;
      }
      record(call.request(), answer.status());
      send(exchange, answer);
    }
  }

  private static Answer refusal(ApiFailure failure) {
    return new Answer(failure.code(), failure.status());
  }

  private Answer answer(Call call) {
    return settled(CompletableFuture.supplyAsync(() -> api.answer(call), Runnable::run));
  }

  /** The answer, or what went wrong as an answer: a fault of ours is a 500 that says so. */
  private static Answer settled(CompletableFuture<Answer> work) {
    return work.exceptionally(
            failure -> {
              var cause = failure instanceof CompletionException e ? e.getCause() : failure;
              return refusal(cause instanceof ApiFailure f ? f : ApiFailure.broken(cause));
            })
        .join();
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    var bytes = answer.body().toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (answer.status() == 429) {
      exchange.getResponseHeaders().set("Retry-After", "1");
    }
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void watch(HttpExchange exchange, Call call) throws IOException {
    var opened = CompletableFuture.supplyAsync(() -> api.watch(call), Runnable::run);
    if (opened.isCompletedExceptionally()) {
      var answer = settled(opened.thenApply(w -> new Answer(200, Json.object())));
      record(call.request(), answer.status());
      send(exchange, answer);
      return;
    }
    record(call.request(), 200);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    var watch = opened.join();
    try (var out = exchange.getResponseBody()) {
      out.flush();
      stream(call, watch, out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      watch.close();
    }
  }

  private static void stream(Call call, Watch watch, OutputStream out)
      throws IOException, InterruptedException {
    var seconds = call.parameter("timeoutSeconds");
    var limit = TimeUnit.SECONDS.toNanos(seconds.isEmpty() ? 3600 : Long.parseLong(seconds));
    var start = System.nanoTime();
    var event = watch.next(limit);
    while (event.isPresent()) {
      // Fabric8 reads an HTTP watch piece by piece and stumbles over characters of several bytes.
      var line = Json.ascii(shown(call, watch, event.get())) + "\n";
      out.write(line.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      event = watch.next(limit - (System.nanoTime() - start));
    }
  }

  private static JsonNode shown(Call call, Watch watch, ObjectNode event) {
    var object = (ObjectNode) event.get("object");
    return call.wantsTable()
        ? event.deepCopy().set("object", Tables.of(watch.kind(), List.of(object), object))
        : event;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
