package io.databricksoperator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What happens after an error nobody expected: it is logged and the object is tried again, after 1
 * s doubling to 5 min (design 9). Also the place that counts how often in a row a known failure
 * made an object wait.
 *
 * @param <P> the kind
 */
public final class Recovery<P extends HasMetadata> {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int UNPROCESSABLE = 422;
  private static final Duration AT_ONCE = Duration.ofMillis(50);

  /** So often in a row an object may change under our hands before we slow down. */
  private static final int OFTEN = 5;

  private final Map<ResourceID, Integer> failures = new ConcurrentHashMap<>();
  private final Map<ResourceID, Integer> stale = new ConcurrentHashMap<>();
  private final Waker<P> waker;

  /** Tries objects of the waker's kind again. */
  public Recovery(Waker<P> waker) {
    this.waker = waker;
  }

  /**
   * Runs one reconcile so that the framework never sees it fail: its own retry gives up after a few
   * attempts and counts events as such.
   *
   * @param step what is done for an object; says whether it went well
   * @param gone what is done when the object is gone
   */
  public UpdateControl<P> guard(
      ResourceID id, Context<P> context, Callable<Boolean> step, Runnable gone) {
    if (!context.isPrimaryResourceDeleted()) {
      return guard(id, step);
    }
    waker.lookAgain(id, context.getPrimaryCache());
    forget(id);
    return guard(
        id,
        () -> {
          gone.run();
          return true;
        });
  }

  UpdateControl<P> guard(ResourceID id, Callable<Boolean> step) {
    try {
      if (step.call()) {
        failures.remove(id);
      }
      stale.remove(id);
    } catch (StatusPatch.StaleStatus e) {
      LOG.debug("not as it was seen, starting again: {}", e.getMessage());
      boolean often = stale.merge(id, 1, Integer::sum) > OFTEN;
      waker.wakeAt(id, waker.clock().instant().plus(often ? next(id) : AT_ONCE));
    } catch (KubernetesClientException e) {
      again(id, outage(e) ? told(e) : unexpected(e));
    } catch (Exception e) {
      again(id, unexpected(e));
    }
    return UpdateControl.noUpdate();
  }

  /** Not one that only a mistake of ours can lead to. */
  private static boolean outage(KubernetesClientException e) {
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE -> false;
      default -> true;
    };
  }

  /** The message tells, and a stack would hide it. */
  private static LoggingEventBuilder told(KubernetesClientException e) {
    return LOG.atWarn()
        .setMessage("Kubernetes refused or did not answer, trying again")
        .addKeyValue("error", e.getMessage());
  }

  private static LoggingEventBuilder unexpected(Exception e) {
    return LOG.atError().setMessage("unexpected error, trying again").setCause(e);
  }

  private void again(ResourceID id, LoggingEventBuilder line) {
    var delay = next(id);
    line.addKeyValue("namespace", id.getNamespace().orElse(""))
        .addKeyValue("name", id.getName())
        .addKeyValue("retryIn", delay.toString())
        .log();
    waker.wakeAt(id, waker.clock().instant().plus(delay));
  }

  /** How long to wait after one more failure in a row: 1 s doubling to 5 min. */
  public Duration next(ResourceID id) {
    int count = failures.merge(id, 1, Integer::sum);
    var delay = FIRST.multipliedBy(1L << Math.min(count - 1, 20));
    return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
  }

  /** Forgets an object that is gone. */
  void forget(ResourceID id) {
    failures.remove(id);
    stale.remove(id);
    waker.forget(id);
  }
}
