package io.databricksoperator.kube;

import io.databricksoperator.time.Timers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
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

  private static final Duration RECREATED = Duration.ofSeconds(1);

  /** Brings events without data, and an object's own event once more. */
  private static final class Source<P extends HasMetadata> extends SimpleInboundEventSource<P> {
    private volatile Cache<P> objects;

    Source(String name) {
      super(name);
    }

    void showAgain(ResourceID id) {
      objects
          .get(id)
          .ifPresent(
              found ->
                  getEventHandler()
                      .handleEvent(new ResourceEvent(ResourceAction.ADDED, id, found)));
    }
  }

  private record Key(String kind, ResourceID id) {}

  private final String kind;
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

  /**
   * The event source to register with the kind's controller.
   *
   * @param context of that controller
   */
  public SimpleInboundEventSource<P> source(EventSourceContext<P> context) {
    source.objects = context.getPrimaryCache();
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
   * Forgets the time that was set for an object that is gone. One of the same name may have been
   * created while the end of the old one was being worked on: the framework drops the new one's
   * first event then, and every wake too, so it is shown that object again a moment later.
   */
  public void forget(ResourceID id) {
    runAt(id, clock().instant().plus(RECREATED), () -> source.showAgain(id));
  }
}
