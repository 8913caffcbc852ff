package io.databricksoperator.kube;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The one way to write a status: whole, by server-side apply, only if it changed, and only on top
 * of the status it was computed from. An intent is therefore accepted by the API server before
 * anything is sent, and a reconcile that saw an old status can not wipe out a newer one.
 *
 * @param <R> the kind
 * @param <S> its status
 */
public final class StatusPatch<S, R extends CustomResource<?, S>> {

  private final Supplier<R> fresh;

  /**
   * Writes statuses of one kind.
   *
   * @param fresh makes an empty object of the kind
   */
  public StatusPatch(Supplier<R> fresh) {
    this.fresh = fresh;
  }

  /**
   * Writes this status, unless the object has it already.
   *
   * @param resource the object as this reconcile saw it
   * @return whether anything was written
   * @throws StaleStatus when someone else changed the status since; the caller starts again
   */
  public boolean write(R resource, S status, Context<R> context) {
    if (Objects.equals(resource.getStatus(), status)) {
      return false;
    }
    try {
      apply(resource, status, context);
    } catch (OperatorException e) {
      if (!conflict(e)) {
        throw e;
      }
      apply(newest(resource, context), status, context);
    }
    return true;
  }

  /** The object as the API server has it, if only its spec or metadata changed. */
  private R newest(R seen, Context<R> context) {
    R live = context.getClient().resource(seen).get();
    if (live == null
        || !Objects.equals(live.getMetadata().getUid(), seen.getMetadata().getUid())
        || !Objects.equals(live.getStatus(), seen.getStatus())) {
      throw new StaleStatus(seen.getMetadata().getName());
    }
    return live;
  }

  private void apply(R on, S status, Context<R> context) {
    PrimaryUpdateAndCacheUtils.updateAndCacheResource(
        on, context, seen -> copy(seen, status), copy -> patch(copy, context), 0, 0, 1);
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

  private static boolean conflict(OperatorException e) {
    return e.getCause() instanceof KubernetesClientException cause
        && cause.getCode() == HttpURLConnection.HTTP_CONFLICT;
  }

  /** Someone else wrote the status in between; what was computed is void. */
  public static final class StaleStatus extends IllegalStateException {
    StaleStatus(String name) {
      super("the status of " + name + " changed meanwhile");
    }
  }
}
