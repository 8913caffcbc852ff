package io.databricksoperator.crash;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Forwards HTTP/1.1 byte by byte for operators that live, and resets the connections of those that
 * do not. Whose request it is, and what becomes of it, the {@link Life} says.
 */
final class CuttingProxy implements AutoCloseable {

  private static final byte[] UNAVAILABLE = answer("503 Service Unavailable");
  private static final byte[] FORBIDDEN = answer("403 Forbidden");

  private final ServerSocket door;
  private final int destination;
  private final Function<Message, Life> whose;

  /**
   * Opens a free port.
   *
   * @param destination what is forwarded to, on the loopback address
   * @param whose whose request it is
   */
  CuttingProxy(String destination, Function<Message, Life> whose) {
    this.destination = URI.create(destination).getPort();
    this.whose = whose;
    try {
      door = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Where it listens. */
  String url() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (!door.isClosed()) {
        var client = door.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed: nothing is accepted any more.
    }
  }

  private void serve(Socket client) {
    try (client) {
      // Whatever ends here ends with a reset, as with a process that is killed.
      client.setSoLinger(true, 0);
      var in = new BufferedInputStream(client.getInputStream());
      for (var next = Message.request(in); next.isPresent(); next = Message.request(in)) {
        var request = next.get();
        var life = whose.apply(request);
        if (life == null) {
          throw new SocketException("a stranger, who remembers a port that was another's");
        }
        life.hold(client);
        var work = life.enter(request);
        try {
          forward(request, client, life, work);
        } finally {
          life.leave(request);
        }
      }
    } catch (IOException e) {
      // Both sides see that the connection broke; there is nobody else to tell.
    }
  }

  private void forward(Message request, Socket client, Life life, Life.Passage passage)
      throws IOException {
    switch (passage) {
      case PASS -> {
        if (Calls.watches(request)) {
          stream(request, client, life);
        } else {
          client.getOutputStream().write(exchange(request, life, passage));
        }
      }
      case REFUSE -> throw new SocketException("this operator was killed");
      case KILL_UNANSWERED, LOSE -> {
        exchange(request, life, passage);
        throw new SocketException("the answer is lost");
      }
      case KILL_ANSWERED -> {
        var answer = exchange(request, life, passage);
        life.die(client);
        client.getOutputStream().write(answer);
      }
      case DENY -> {
        exchange(request, life, passage);
        client.getOutputStream().write(UNAVAILABLE);
      }
      case FORBID -> client.getOutputStream().write(FORBIDDEN);
    }
  }

  private byte[] exchange(Message request, Life life, Life.Passage passage) throws IOException {
    try (var upstream = upstream()) {
      life.send(request, upstream, passage);
      return Message.answer(new BufferedInputStream(upstream.getInputStream())).bytes();
    }
  }

  private void stream(Message request, Socket client, Life life) throws IOException {
    try (var upstream = upstream()) {
      life.hold(upstream);
      life.send(request, upstream, Life.Passage.PASS);
      upstream.getInputStream().transferTo(client.getOutputStream());
    }
  }

  private static byte[] answer(String status) {
    return ("HTTP/1.1 "
            + status
            + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private Socket upstream() throws IOException {
    var socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), destination));
    return socket;
  }
}
