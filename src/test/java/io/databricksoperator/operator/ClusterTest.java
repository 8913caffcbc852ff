package io.databricksoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.databricksoperator.embedded.EmbeddedKubernetes;
import io.databricksoperator.fixtures.World;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a cluster that the operator can not work in. */
class ClusterTest {

  private static EmbeddedKubernetes kubernetes;

  @BeforeAll
  static void start() throws IOException {
    kubernetes = EmbeddedKubernetes.start(World.crds());
  }

  @AfterAll
  static void stop() {
    kubernetes.close();
  }

  private static KubernetesClient at(String url) {
    var config = new ConfigBuilder(Config.empty()).withMasterUrl(url).build();
    config.setRequestRetryBackoffLimit(0);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  @Test
  void aClusterWithTheKindsIsGoodAndHasAnIdOfItsOwn() {
    // Given
    var cluster = new Cluster(kubernetes.client());
    var kubeSystem = kubernetes.client().namespaces().withName("kube-system").get();

    // Then
    assertThat(cluster.uid()).isEqualTo(kubeSystem.getMetadata().getUid());
    assertThatCode(() -> cluster.requireKinds(Set.of())).doesNotThrowAnyException();
    assertThatCode(() -> cluster.requireKinds(Set.of("a", "b"))).doesNotThrowAnyException();
  }

  @Test
  void aClusterThatDoesNotAnswerIsToldWithItsAddressAndTheCause() throws IOException {
    // Given
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (var client = at("http://ann:secret@127.0.0.1:" + port);
        var nowhere = at("https://nowhere.invalid:6443")) {
      // Then
      assertThatThrownBy(new Cluster(client)::uid)
          .isInstanceOf(StartFailure.class)
          .hasMessage(
              "cannot reach Kubernetes at http://127.0.0.1:" + port + ": Connection refused");
      assertThatThrownBy(new Cluster(nowhere)::uid)
          .hasMessage("cannot reach Kubernetes at https://nowhere.invalid:6443: no such host");
    }
  }

  @Test
  void aClusterThatIsNoneIsToldAsSuch() throws IOException {
    // Given
    try (var bare = EmbeddedKubernetes.start(List.of())) {
      var cluster = new Cluster(bare.client());

      // Then
      assertThatThrownBy(() -> cluster.requireKinds(Set.of()))
          .isInstanceOf(StartFailure.class)
          .hasMessage(
              "Kubernetes at %s does not know the operator's resources; install the CRDs first: %s",
              bare.url(), "databricks-operator crds | kubectl apply --server-side -f -");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, refused the credentials",
    "403, does not let the operator do its work",
    "403, docs/operator.md",
    "500, Kubernetes at http://127.0.0.1"
  })
  void whatKubernetesRefusesIsToldInItsOwnWords(int status, String sentence) {
    // Given
    var config = kubernetes.config();
    config.setRequestRetryBackoffLimit(0);
    var outage = kubernetes.refuse(r -> r.resource().equals("databricksjobs"), status);
    try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
      // Then
      assertThatThrownBy(() -> new Cluster(client).requireKinds(Set.of("team")))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining(sentence);
    } finally {
      outage.close();
    }
  }
}
