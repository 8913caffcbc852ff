package io.databricksoperator.kube;

import io.databricksoperator.api.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import java.net.HttpURLConnection;

/** Our finalizer on an object: held only while its deletion may need Databricks (design 3.5). */
public final class Finalizers {

  private Finalizers() {}

  /** Whether the object has it. */
  public static boolean held(HasMetadata resource) {
    return resource.hasFinalizer(Names.FINALIZER);
  }

  /** Adds it. The API server's event about it brings the next reconcile. */
  public static <P extends HasMetadata> void hold(Context<P> context) {
    PrimaryUpdateAndCacheUtils.addFinalizer(context, Names.FINALIZER);
  }

  /** Takes it away, if it is there. An object that is gone already is fine. */
  public static <P extends HasMetadata> void release(P resource, Context<P> context) {
    if (!held(resource)) {
      return;
    }
    try {
      PrimaryUpdateAndCacheUtils.removeFinalizer(context, Names.FINALIZER);
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
  }
}
