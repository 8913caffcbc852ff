package io.databricksoperator.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The HTTP side: reads requests, keeps the ledger, lets faults strike, writes answers. Holds no
 * lock while it waits.
 */
final class Gateway implements HttpHandler {
  private static final System.Logger LOG = System.getLogger(Gateway.class.getName());

  private final Workspace workspace;
  private final Frontdoor frontdoor;
  private final Faults faults;
  private final ControlApi control;
  private final CountDownLatch closed;

  /**
   * @param closed opened when the server closes: ends every wait
   */
  Gateway(
      Workspace workspace,
      Frontdoor frontdoor,
      Faults faults,
      ControlApi control,
      CountDownLatch closed) {
    this.workspace = workspace;
    this.frontdoor = frontdoor;
    this.faults = faults;
    this.control = control;
    this.closed = closed;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = read(exchange);
      if (request.path().startsWith("/simulator/")) {
        write(exchange, guarded(() -> control.answer(request)));
      } else {
        serve(exchange, request);
      }
    }
  }

  private void serve(HttpExchange exchange, Request request) throws IOException {
    long call = workspace.ledger.arrived(request, request.shown());
    Optional<Fault> struck = faults.strike(request);
    if (struck.isEmpty()) {
      finish(exchange, call, real(request, call));
      return;
    }
    Fault fault = struck.get();
    workspace.ledger.note(call, fault.described());
    boolean replaced = fault.ending() != Fault.Ending.ANSWER || fault.answer() != null;
    if (!fault.after()) {
      pause(fault.latency());
    }
    Answer answer = replaced && !fault.after() ? fault.answer() : real(request, call);
    if (fault.after()) {
      pause(fault.latency());
    }
    switch (fault.ending()) {
      case ANSWER -> finish(exchange, call, fault.answer() == null ? answer : fault.answer());
      case DROP -> {} // Closing the exchange without an answer closes the connection.
      case BLACK_HOLE -> pause(Duration.ofSeconds(Long.MAX_VALUE / 2_000_000_000L));
    }
  }

  private Answer real(Request request, long call) {
    return guarded(() -> frontdoor.answer(request, call));
  }

  private void finish(HttpExchange exchange, long call, Answer answer) throws IOException {
    workspace.ledger.complete(call, answer.status());
    write(exchange, answer);
  }

  /** A mistake of the simulator itself is a 500 and a log line, never a silent hang-up. */
  private static Answer guarded(Supplier<Answer> answer) {
    try {
      return answer.get();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A request failed inside the simulator", e);
      return Answer.json(
          500, new ApiError(500, "INTERNAL_ERROR", "The simulator failed: " + e).body("none"));
    }
  }

  private void pause(Duration time) {
    try {
      if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.log(Level.DEBUG, "A waiting call ends because the simulator closes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Request read(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    byte[] body = exchange.getRequestBody().readNBytes(Request.MOST_BYTES + 1);
    return new Request(
        exchange.getRequestMethod(),
        uri.getPath(),
        uri.getRawQuery() == null ? "" : uri.getRawQuery(),
        authorization == null ? "" : authorization,
        body);
  }

  private void write(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("X-Databricks-Org-Id", Long.toString(workspace.workspaceId));
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    boolean empty = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
    if (!empty) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(answer.body());
      }
    }
  }
}
