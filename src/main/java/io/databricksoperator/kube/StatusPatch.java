package io.databricksoperator.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The one way to write a status: whole, by server-side apply, only if it changed, and only on top
 * of the status it was computed from. An intent is therefore accepted by the API server before
 * anything is sent, and a reconcile that saw an old status can not wipe out a newer one.
 *
 * <p>The framework's cache falls back to an older version for a moment when the news of that one
 * comes late. {@link #requireNewest} keeps such a version away from decisions.
 *
 * @param <R> the kind
 * @param <S> its status
 */
public final class StatusPatch<S, R extends CustomResource<?, S>> {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Supplier<R> fresh;
  private final Map<String, Long> newest = new ConcurrentHashMap<>();

  /**
   * Writes statuses of one kind.
   *
   * @param fresh makes an empty object of the kind
   */
  public StatusPatch(Supplier<R> fresh) {
    this.fresh = fresh;
  }

  /**
   * Makes sure that this is no older than the status that was written last.
   *
   * @throws StaleStatus if it is; the caller starts again with the newest
   */
  public void requireNewest(R resource, Context<R> context) {
    var uid = resource.getMetadata().getUid();
    var last = newest.get(uid);
    if (last == null || version(resource) >= last) {
      return;
    }
    var live = live(resource, context);
    if (version(live) < last) {
      // Not a late cache but a cluster that was restored from a backup: its versions begin again.
      newest.remove(uid);
    }
    throw new StaleStatus(resource.getMetadata().getName());
  }

  /** Forgets an object that is gone. */
  public void forget(R resource) {
    newest.remove(resource.getMetadata().getUid());
  }

  /**
   * Writes this status, unless the object has it already.
   *
   * @param resource the object as this reconcile saw it
   * @return whether anything was written
   * @throws StaleStatus when someone else changed the status since; the caller starts again
   */
  public boolean write(R resource, S status, Context<R> context) {
    if (same(resource.getStatus(), status)) {
      return false;
    }
    if (apply(resource, status, context)) {
      return true;
    }
    R live = live(resource, context);
    // It may be our own write, whose answer was lost.
    boolean done = same(live.getStatus(), status);
    boolean free = same(live.getStatus(), resource.getStatus());
    if (done || free && apply(live, status, context)) {
      return true;
    }
    throw new StaleStatus(resource.getMetadata().getName());
  }

  /** As they are written: what is empty is left out. */
  private static boolean same(Object a, Object b) {
    return Objects.equals(a, b) || tree(a).equals(tree(b));
  }

  private static JsonNode tree(Object status) {
    return JSON.valueToTree(status);
  }

  /** The object as the API server has it, which the next reconcile sees too. */
  private R live(R seen, Context<R> context) {
    R live = context.getClient().resource(seen).get();
    if (live == null || !Objects.equals(live.getMetadata().getUid(), seen.getMetadata().getUid())) {
      throw new StaleStatus(seen.getMetadata().getName());
    }
    context
        .eventSourceRetriever()
        .getControllerEventSource()
        .handleRecentResourceUpdate(ResourceID.fromResource(seen), live, seen);
    return live;
  }

  /** Says no if the object changed since. */
  private boolean apply(R on, S status, Context<R> context) {
    try {
      var written =
          PrimaryUpdateAndCacheUtils.updateAndCacheResource(
              on, context, seen -> copy(seen, status), copy -> patch(copy, context), 0, 0, 1);
      newest.put(written.getMetadata().getUid(), version(written));
      return true;
    } catch (OperatorException e) {
      if (e.getCause() instanceof KubernetesClientException cause
          && cause.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw e.getCause() instanceof KubernetesClientException cause ? cause : e;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        throw new StaleStatus(on.getMetadata().getName());
      }
      throw e;
    }
  }

  /** Versions of one object grow (Kubernetes 1.35 promises it; etcd always did so). */
  private static long version(HasMetadata resource) {
    var text = resource.getMetadata().getResourceVersion();
    return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
  }

  private R copy(R of, S status) {
    R copy = fresh.get();
    copy.setMetadata(
        new ObjectMetaBuilder()
            .withName(of.getMetadata().getName())
            .withNamespace(of.getMetadata().getNamespace())
            .build());
    copy.setStatus(status);
    return copy;
  }

  private R patch(R copy, Context<R> context) {
    return context
        .getClient()
        .resource(copy)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withForce(true)
                .withFieldManager(context.getControllerConfiguration().fieldManager())
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .build());
  }

  /** The object is not as it was seen, or gone; what was computed is void. */
  public static final class StaleStatus extends IllegalStateException {
    StaleStatus(String name) {
      super(name + " changed meanwhile");
    }
  }
}
