package io.databricksoperator.kube;

import io.databricksoperator.time.Timers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Clock;
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
  private final Timers timers;
  private final SimpleInboundEventSource<P> source;

  /**
   * Wakes objects of this kind.
   *
   * @param kind its name, for telling timers apart
   */
  public Waker(String kind, Timers timers) {
    this.kind = kind;
    this.timers = timers;
    this.source = new SimpleInboundEventSource<>("wake-" + kind);
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

  /** Forgets the time that was set for it. */
  public void forget(ResourceID id) {
    timers.cancel(new Key(kind, id));
  }
}
