package io.databricksoperator.kube;

import io.databricksoperator.api.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Our finalizer on an object: held only while its deletion may need Databricks (design 3.5). The
 * whole list is written on top of the version that it was read from: a patch by position would take
 * away somebody else's finalizer if the list changed meanwhile.
 */
public final class Finalizers {

  private static final int TRIES = 10;

  private Finalizers() {}

  /** Whether the object has it. */
  public static boolean held(HasMetadata resource) {
    return resource.hasFinalizer(Names.FINALIZER);
  }

  /**
   * Adds it. The API server's event about it brings the next reconcile.
   *
   * @throws StatusPatch.StaleStatus if the object changed meanwhile or is gone
   */
  public static <P extends HasMetadata> void hold(Context<P> context) {
    var resource = context.getPrimaryResource();
    var finalizers = new ArrayList<>(resource.getFinalizers());
    finalizers.add(Names.FINALIZER);
    if (!write(resource, finalizers, context.getClient())) {
      throw new StatusPatch.StaleStatus(resource.getMetadata().getName());
    }
  }

  /**
   * Takes it away, if it is there. An object that is gone already is fine.
   *
   * @throws StatusPatch.StaleStatus if the object keeps changing
   */
  public static <P extends HasMetadata> void release(P resource, Context<P> context) {
    var seen = resource;
    for (int tries = 0; seen != null && held(seen); tries++) {
      if (tries == TRIES) {
        throw new StatusPatch.StaleStatus(resource.getMetadata().getName());
      }
      var others = seen.getFinalizers().stream().filter(f -> !f.equals(Names.FINALIZER)).toList();
      if (write(seen, others, context.getClient())) {
        return;
      }
      var live = context.getClient().resource(resource).get();
      seen = live != null && same(live, resource) ? live : null;
    }
  }

  /** Says no if the object changed since it was read, or is gone. */
  private static boolean write(
      HasMetadata resource, List<String> finalizers, KubernetesClient client) {
    var version = resource.getMetadata().getResourceVersion();
    var metadata = Map.of("resourceVersion", version, "finalizers", finalizers);
    try {
      client
          .resource(resource)
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              Serialization.asJson(Map.of("metadata", metadata)));
      return true;
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND -> false;
        default -> throw e;
      };
    }
  }

  private static boolean same(HasMetadata a, HasMetadata b) {
    return Objects.equals(a.getMetadata().getUid(), b.getMetadata().getUid());
  }
}
