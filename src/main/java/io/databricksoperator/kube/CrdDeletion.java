package io.databricksoperator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** Whether a kind as a whole is going away, so that nothing of it may be deleted elsewhere. */
public final class CrdDeletion {

  private CrdDeletion() {}

  /** Whether this object's CRD is being deleted; no, if we may not read it. */
  public static boolean of(HasMetadata resource, KubernetesClient client) {
    try {
      var crd =
          client
              .apiextensions()
              .v1()
              .customResourceDefinitions()
              .withName(resource.getFullResourceName())
              .get();
      return crd != null && crd.isMarkedForDeletion();
    } catch (KubernetesClientException e) {
      return false;
    }
  }
}
