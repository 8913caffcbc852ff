package io.databricksoperator.crash;

import io.databricksoperator.operator.OperatorApp;
import io.databricksoperator.operator.OperatorOptions;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** One operator from its start to its death, with all that went over its wires. */
final class Life {

  /** What becomes of a request. */
  enum Passage {
    PASS,
    REFUSE,
    KILL_UNANSWERED,
    KILL_ANSWERED,
    LOSE,
    DENY,
    FORBID
  }

  /** What Jackson learns about our kinds is learnt once: it takes longer than all the rest. */
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private final Cut cut;
  private final Map<String, Integer> counts = new HashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private boolean armed;
  private boolean dead;
  private boolean struck;
  private int inFlight;
  private volatile long lastSign = System.nanoTime();
  private volatile OperatorApp app;
  private KubernetesClient client;
  private CompletableFuture<Void> start;

  /** A life in which this goes wrong, once it is armed. */
  Life(Cut cut) {
    this.cut = cut;
  }

  /** Starts the operator and does not wait. */
  void begin(OperatorOptions options, Config kubernetes, Clock clock) {
    client =
        new KubernetesClientBuilder()
            .withConfig(kubernetes)
            .withHttpClientFactory(new OkHttpClientFactory())
            .withKubernetesSerialization(SERIALIZATION)
            .build();
    start =
        CompletableFuture.runAsync(
            () -> {
              try {
                app = new OperatorApp(options, client, clock);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              app.start();
            },
            THREADS);
  }

  /** From now on calls count. */
  synchronized void arm() {
    armed = true;
  }

  /** Lets the threads of a dead operator end; what they still send is refused. */
  void bury() {
    // Or it would try again for minutes whether Kubernetes has come back.
    client.close();
    start.whenCompleteAsync(
        (done, failure) -> {
          if (app != null) {
            app.close();
          }
        },
        THREADS);
  }

  synchronized boolean dead() {
    return dead;
  }

  /** Whether what should go wrong went wrong. */
  synchronized boolean struck() {
    return struck;
  }

  /** The calls that counted, in their order. */
  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** Whether it is started and was silent for this long, in ns of real time. */
  synchronized boolean silent(long nanos) {
    return start.isDone() && inFlight == 0 && System.nanoTime() - lastSign > nanos;
  }

  /** Time was moved: it may have something to do now. */
  synchronized void moved() {
    lastSign = System.nanoTime();
  }

  /** Throws what broke the start of an operator that nobody killed. */
  void check() {
    if (start.isCompletedExceptionally() && !dead()) {
      start.join();
    }
  }

  /** A request came; says what becomes of it. */
  synchronized Passage enter(Message request) {
    sign(request, 1);
    if (dead) {
      return Passage.REFUSE;
    }
    var name = armed ? Calls.name(request).orElse(null) : null;
    if (name == null) {
      return Passage.PASS;
    }
    calls.add(name);
    int steps = Calls.steps(name) ? counts.merge(Cut.ANY_WRITE, 1, Integer::sum) : 0;
    if (!cut.strikes(name, counts.merge(name, 1, Integer::sum), steps)) {
      return Passage.PASS;
    }
    struck = true;
    return switch (cut.when()) {
      case BEFORE -> {
        die(null);
        yield Passage.REFUSE;
      }
      case DURING -> {
        die(null);
        yield Passage.KILL_UNANSWERED;
      }
      case AFTER -> Passage.KILL_ANSWERED;
      case LOST -> Passage.LOSE;
      case UNAVAILABLE -> Passage.DENY;
      case FORBIDDEN -> Passage.FORBID;
    };
  }

  /** The request is done with. */
  synchronized void leave(Message request) {
    sign(request, -1);
  }

  /** Sends a request on, if it may still leave. */
  synchronized void send(Message request, Socket upstream, Passage passage) throws IOException {
    if (dead && passage != Passage.KILL_UNANSWERED) {
      throw new SocketException("this operator was killed");
    }
    upstream.getOutputStream().write(request.bytes());
  }

  /** This connection is reset at its death. */
  synchronized void hold(Socket socket) throws IOException {
    if (!dead) {
      sockets.add(socket);
    }
  }

  /** Kills it: every connection but this one is reset, and nothing is forwarded any more. */
  synchronized void die(Socket but) {
    dead = true;
    for (var socket : sockets) {
      if (socket != but) {
        reset(socket);
      }
    }
  }

  private void sign(Message request, int change) {
    if (!Calls.watches(request)) {
      inFlight += change;
      lastSign = System.nanoTime();
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
