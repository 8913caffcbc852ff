package io.databricksoperator.databricks.rest;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server below HTTP: it answers each request with the next bytes, or misbehaves. */
final class RawHost implements AutoCloseable {

  /** Instead of an answer: the connection is dropped once the request is in. */
  static final String CLOSE = "<close>";

  /** After an answer: the connection is dropped. */
  static final String THEN_CLOSE = "<then close>";

  /** Instead of an answer or after a part of it: nothing more comes. */
  static final String SILENCE = "<silence>";

  private final ServerSocket server;
  private final ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger closed = new AtomicInteger();

  private final String greeting;

  RawHost() {
    this("");
  }

  /** A host that says this as soon as it is connected to. */
  static RawHost thatSpeaksFirst(String greeting) {
    return new RawHost(greeting);
  }

  private RawHost(String greeting) {
    this.greeting = greeting;
    try {
      server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  String origin() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** What the next requests get, in this order. */
  void answers(String... next) {
    answers.addAll(List.of(next));
  }

  /** The first lines of all requests so far. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  int connections() {
    return open.size();
  }

  /** Waits until it has closed so many connections. */
  void awaitClosed(int count) {
    await().until(() -> closed.get() >= count);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      while (request(in)) {
        var answer = answers.poll();
        if (answer == null || answer.equals(CLOSE) || !answer(socket, in, answer)) {
          return;
        }
      }
    } catch (IOException e) {
      // The other side has gone: nothing is left to serve.
    } finally {
      closed.incrementAndGet();
    }
  }

  private boolean answer(Socket socket, BufferedReader in, String answer) throws IOException {
    var bytes = answer.replace(SILENCE, "").replace(THEN_CLOSE, "");
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    if (answer.endsWith(SILENCE)) {
      in.read();
    }
    return !answer.endsWith(THEN_CLOSE);
  }

  private boolean request(BufferedReader in) throws IOException {
    var first = in.readLine();
    if (first == null) {
      return false;
    }
    requests.add(first);
    int length = 0;
    for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    return in.skip(length) == length;
  }

  @Override
  public void close() {
    try {
      server.close();
      for (var socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
