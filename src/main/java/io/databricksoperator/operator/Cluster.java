package io.databricksoperator.operator;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.DatabricksWorkspace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The cluster, as far as it is asked before the controllers start: the framework would tell of what
 * is wrong there by pages of stack traces, and here it is one sentence.
 */
record Cluster(KubernetesClient client) {

  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(DatabricksWorkspace.class, DatabricksJob.class, DatabricksRun.class);

  /** Where its API is, without the user name and password that a URL may hold. */
  String address() {
    return client.getMasterUrl().toString().replaceFirst("//[^/]*@", "//").replaceFirst("/+$", "");
  }

  /**
   * The uid of the namespace kube-system, which no other cluster has.
   *
   * @throws StartFailure when it can not be read
   */
  String uid() {
    var namespace = ask(() -> client.namespaces().withName("kube-system").get());
    if (namespace == null) {
      throw new StartFailure(
          "the cluster has no namespace kube-system, whose uid names an installation that has no"
              + " --installation-id; give one",
          null);
    }
    return namespace.getMetadata().getUid();
  }

  /**
   * Does nothing if the operator may list its kinds where it is to watch them.
   *
   * @param namespaces empty for all
   * @throws StartFailure when it may not, or there are no such kinds
   */
  void requireKinds(Set<String> namespaces) {
    for (var kind : KINDS) {
      if (namespaces.isEmpty()) {
        ask(() -> client.resources(kind).inAnyNamespace().list(one()));
      }
      for (var namespace : namespaces) {
        ask(() -> client.resources(kind).inNamespace(namespace).list(one()));
      }
    }
  }

  private static ListOptions one() {
    return new ListOptionsBuilder().withLimit(1L).build();
  }

  private <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (KubernetesClientException e) {
      throw new StartFailure(sentence(e), e);
    }
  }

  private String sentence(KubernetesClientException e) {
    if (e.getCode() < HttpURLConnection.HTTP_OK) {
      return "cannot reach Kubernetes at " + address() + ": " + RootCause.text(e);
    }
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_NOT_FOUND ->
          "Kubernetes at "
              + address()
              + " does not know the operator's resources; install the CRDs first:"
              + " databricks-operator crds | kubectl apply --server-side -f -";
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          "Kubernetes at " + address() + " refused the credentials: " + words(e);
      case HttpURLConnection.HTTP_FORBIDDEN ->
          "Kubernetes at "
              + address()
              + " does not let the operator do its work: "
              + words(e)
              + "; docs/operator.md lists the permissions that it needs";
      default -> "Kubernetes at " + address() + ": " + words(e);
    };
  }

  /** What the API server itself says, or what the client makes of an answer without words. */
  private static String words(KubernetesClientException e) {
    var status = e.getStatus();
    return status == null || status.getMessage() == null ? e.getMessage() : status.getMessage();
  }
}
