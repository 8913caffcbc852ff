package io.databricksoperator.crash;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * One HTTP/1.1 request or answer as it went over the wire.
 *
 * @param head the first line and the headers
 * @param bytes all of it, with the body as it was framed
 */
record Message(String head, byte[] bytes) {

  private static final String END_OF_LINE = "\r\n";

  /** The next request; empty if the other side sends no more. */
  static Optional<Message> request(InputStream in) throws IOException {
    var wire = new ByteArrayOutputStream();
    var head = head(in, wire);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    body(head, in, wire);
    return Optional.of(new Message(head, wire.toByteArray()));
  }

  /** An answer; one without a length goes on until the connection ends. */
  static Message answer(InputStream in) throws IOException {
    var wire = new ByteArrayOutputStream();
    var head = head(in, wire);
    if (head.isEmpty()) {
      throw new EOFException("no answer");
    }
    boolean framed = body(head, in, wire);
    boolean empty = head.startsWith("HTTP/1.1 204") || head.startsWith("HTTP/1.1 304");
    if (!framed && !empty) {
      in.transferTo(wire);
    }
    return new Message(head, wire.toByteArray());
  }

  String method() {
    return head.substring(0, head.indexOf(' '));
  }

  /** Path and query. */
  String target() {
    return head.split(" ", 3)[1];
  }

  /** The value of a header; empty if it is not there. */
  String header(String name) {
    return header(head, name);
  }

  private static String header(String head, String name) {
    var start = name.toLowerCase(Locale.ROOT) + ":";
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .findFirst()
        .orElse("");
  }

  private static String head(InputStream in, ByteArrayOutputStream wire) throws IOException {
    var head = new StringBuilder();
    for (var line = line(in, wire); !line.isEmpty(); line = line(in, wire)) {
      head.append(line).append('\n');
    }
    return head.toString();
  }

  /** Copies the body, if the head says how long it is; says whether it does. */
  private static boolean body(String head, InputStream in, ByteArrayOutputStream wire)
      throws IOException {
    if (header(head, "Transfer-Encoding").equalsIgnoreCase("chunked")) {
      chunks(in, wire);
      return true;
    }
    var length = header(head, "Content-Length");
    if (length.isEmpty()) {
      return false;
    }
    wire.write(exactly(in, Integer.parseInt(length)));
    return true;
  }

  private static void chunks(InputStream in, ByteArrayOutputStream wire) throws IOException {
    for (int size = -1; size != 0; ) {
      size = Integer.parseInt(line(in, wire).split(";")[0].strip(), 16);
      wire.write(exactly(in, size));
      line(in, wire);
    }
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the body ended early");
    }
    return bytes;
  }

  /** One line without its end; empty at the end of the stream. */
  private static String line(InputStream in, ByteArrayOutputStream wire) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.write(next);
      }
    }
    wire.write(line.toByteArray());
    wire.write(END_OF_LINE.getBytes(StandardCharsets.US_ASCII));
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
