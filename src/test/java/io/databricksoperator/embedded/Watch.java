package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One client that waits for changes of one kind. */
final class Watch {
  private static final ObjectNode END = Json.object();

  private final Kind kind;
  private final Predicate<JsonNode> selector;
  private final LinkedBlockingQueue<ObjectNode> events = new LinkedBlockingQueue<>();
  private volatile boolean closed;

  Watch(Kind kind, Predicate<JsonNode> selector) {
    this.kind = kind;
    this.selector = selector;
  }

  Kind kind() {
    return kind;
  }

  /** Takes a change in, as the event it is for this selector; called in order of versions. */
  void offer(Change change) {
    if (!change.kind().storage().equals(kind.storage())) {
      return;
    }
    var object = kind.view(change.object());
    var was = change.before().map(kind::view).filter(selector).isPresent();
    var is = !change.gone() && selector.test(object);
    if (is) {
      offer(was ? "MODIFIED" : "ADDED", object);
    } else if (was) {
      offer("DELETED", object);
    }
  }

  /** Takes an object in that was there before the watch began. */
  void offerExisting(ObjectNode object) {
    if (selector.test(object)) {
      offer("ADDED", object);
    }
  }

  private void offer(String type, ObjectNode object) {
    var event = Json.object().put("type", type);
    event.set("object", object);
    events.add(event);
  }

  /** The next event; empty when the watch is closed or nothing came until the timeout. */
  Optional<ObjectNode> next(long timeoutNanos) throws InterruptedException {
    var event = events.poll(timeoutNanos, TimeUnit.NANOSECONDS);
    return event == END ? Optional.empty() : Optional.ofNullable(event);
  }

  void close() {
    closed = true;
    events.add(END);
  }

  boolean isClosed() {
    return closed;
  }
}
