package io.databricksoperator.databricks.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small HTTP server that answers as it is told and remembers what it was asked. */
final class FakeHost implements AutoCloseable {

  /** One request as it came. */
  record Seen(
      String method, String path, String query, String authorization, String cookie, String body) {}

  /** One answer as it goes. */
  record Reaction(int status, Map<String, String> headers, byte[] body) {
    static Reaction json(int status, String body) {
      return new Reaction(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Decides on an answer. */
  interface Script {
    Reaction react(Seen seen) throws IOException, InterruptedException;
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();

  FakeHost() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The origin to call it by. */
  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers a path with this JSON. */
  FakeHost on(String path, int status, String json) {
    return on(path, request -> Reaction.json(status, json));
  }

  /** Answers a path as the script says. */
  FakeHost on(String path, Script script) {
    scripts.put(path, script);
    return this;
  }

  /** All requests so far. */
  List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** The requests of one path so far. */
  List<Seen> seen(String path) {
    return seen.stream().filter(request -> request.path().equals(path)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var uri = exchange.getRequestURI();
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var headers = exchange.getRequestHeaders();
      var login = headers.getFirst("Authorization");
      var cookie = headers.getFirst("Cookie");
      var request =
          new Seen(exchange.getRequestMethod(), uri.getPath(), uri.getQuery(), login, cookie, body);
      seen.add(request);
      var script = scripts.getOrDefault(uri.getPath(), r -> Reaction.json(404, "{}"));
      answer(exchange, script.react(request));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, Reaction reaction) throws IOException {
    reaction.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
    exchange.sendResponseHeaders(
        reaction.status(), reaction.body().length == 0 ? -1 : reaction.body().length);
    exchange.getResponseBody().write(reaction.body());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
