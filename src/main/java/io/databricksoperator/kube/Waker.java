package io.databricksoperator.kube;

import io.databricksoperator.time.Timers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Brings about the next reconcile of objects of one kind, now or later. Carries no data: a
 * reconcile reads the truth again.
 *
 * @param <P> the kind
 */
public final class Waker<P extends HasMetadata> {

  private record Key(String kind, ResourceID id) {}

  private final String kind;
  private static final Duration SHORTLY = Duration.ofMillis(100);

  private final Timers timers;
  private final Source<P> source;

  /**
   * Wakes objects of this kind.
   *
   * @param kind its name, for telling timers apart
   */
  public Waker(String kind, Timers timers) {
    this.kind = kind;
    this.timers = timers;
    this.source = new Source<>("wake-" + kind);
  }

  /** The event source to register with the kind's controller. */
  public SimpleInboundEventSource<P> source() {
    return source;
  }

  /** The clock that later is measured with. */
  public Clock clock() {
    return timers.clock();
  }

  /** Reconciles it soon. Harmless for objects that do not exist. */
  public void wake(ResourceID id) {
    source.propagateEvent(id);
  }

  /** Reconciles it at that time, instead of the time that was set before. */
  public void wakeAt(ResourceID id, Instant at) {
    timers.set(new Key(kind, id), at, () -> wake(id));
  }

  /**
   * Does this at that time, instead of the reconcile that was set before; it must return at once.
   */
  public void runAt(ResourceID id, Instant at, Runnable action) {
    timers.set(new Key(kind, id), at, action);
  }

  /**
   * Makes sure that an object which came in place of one that is gone is not overlooked: the
   * framework drops its first event if it comes while the end of the old one is being seen to.
   */
  public void lookAgain(ResourceID id, Cache<P> objects) {
    timers.set(
        new Key("again " + kind, id),
        clock().instant().plus(SHORTLY),
        () -> objects.get(id).ifPresent(source::found));
  }

  /** Forgets the time that was set for it. */
  public void forget(ResourceID id) {
    timers.cancel(new Key(kind, id));
  }

  /** Also tells of objects that the framework may not know of. */
  private static final class Source<P extends HasMetadata> extends SimpleInboundEventSource<P> {

    Source(String name) {
      super(name);
    }

    void found(P object) {
      if (isRunning()) {
        var id = ResourceID.fromResource(object);
        getEventHandler().handleEvent(new ResourceEvent(ResourceAction.ADDED, id, object));
      }
    }
  }
}
