package io.databricksoperator.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorOnEmbeddedTest {
  private static final GenericRetry RETRY = new GenericRetry().setInitialInterval(100);

  private EmbeddedKubernetes kubernetes;
  private final List<Operator> operators = new CopyOnWriteArrayList<>();
  private final List<String> cleaned = new CopyOnWriteArrayList<>();

  /** Copies the size into the status and keeps a ConfigMap per widget. */
  private final class WidgetReconciler implements Reconciler<Widget>, Cleaner<Widget> {
    @Override
    public UpdateControl<Widget> reconcile(Widget widget, Context<Widget> context) {
      var name = widget.getMetadata().getName();
      var child =
          new ConfigMapBuilder()
              .withNewMetadata()
              .withName(name)
              .withNamespace(widget.getMetadata().getNamespace())
              .addNewOwnerReference()
              .withApiVersion(widget.getApiVersion())
              .withKind(widget.getKind())
              .withName(name)
              .withUid(widget.getMetadata().getUid())
              .endOwnerReference()
              .endMetadata()
              .addToData("size", widget.getSpec().size().toString())
              .build();
      context.getClient().resource(child).forceConflicts().serverSideApply();
      var fresh = new Widget();
      fresh.getMetadata().setName(name);
      fresh.getMetadata().setNamespace(widget.getMetadata().getNamespace());
      var generation = widget.getMetadata().getGeneration();
      fresh.setStatus(new Widget.Status(widget.getSpec().size(), null, generation));
      if (fresh.getStatus().equals(widget.getStatus())) {
        return UpdateControl.noUpdate();
      }
      PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(widget, fresh, context);
      return UpdateControl.noUpdate();
    }

    @Override
    public DeleteControl cleanup(Widget widget, Context<Widget> context) {
      cleaned.add(widget.getMetadata().getName());
      return DeleteControl.defaultDelete();
    }
  }

  @BeforeEach
  void start() throws IOException {
    kubernetes = EmbeddedKubernetes.start(Served.CRDS);
  }

  @AfterEach
  void stop() {
    operators.forEach(Operator::stop);
    kubernetes.close();
  }

  private void operate(KubernetesClient client) {
    var operator = new Operator(o -> o.withKubernetesClient(client));
    operator.register(new WidgetReconciler(), c -> c.withRetry(RETRY));
    operators.add(operator);
    operator.start();
  }

  private static Integer seen(KubernetesClient client, String name) {
    var widget = client.resources(Widget.class).inNamespace("default").withName(name).get();
    return widget == null || widget.getStatus() == null ? null : widget.getStatus().seen();
  }

  @Test
  void anOperatorInProductionModeReconcilesUpdatesAndCleansUp() {
    // Given
    operate(kubernetes.client());
    var user = kubernetes.client();
    var widgets = user.resources(Widget.class).inNamespace("default");

    // When
    user.resource(Widget.of("one", 3)).create();
    await().untilAsserted(() -> assertThat(seen(user, "one")).isEqualTo(3));
    widgets
        .withName("one")
        .edit(
            w -> {
              w.setSpec(new Widget.Spec(4, "red"));
              return w;
            });
    await().untilAsserted(() -> assertThat(seen(user, "one")).isEqualTo(4));

    // Then
    var one = widgets.withName("one").get();
    assertThat(one.getMetadata().getFinalizers()).hasSize(1);
    assertThat(one.getMetadata().getGeneration()).isEqualTo(2);
    assertThat(one.getStatus().observedGeneration()).isEqualTo(2);
    assertThat(user.configMaps().inNamespace("default").withName("one").get().getData())
        .containsEntry("size", "4");
    widgets.withName("one").delete();
    await().untilAsserted(() -> assertThat(widgets.withName("one").get()).isNull());
    assertThat(cleaned).containsExactly("one");
    assertThat(user.configMaps().inNamespace("default").withName("one").get()).isNull();
  }

  @Test
  void anOperatorThatHasNothingToDoWritesNothing() {
    // Given
    var user = kubernetes.client();
    user.resource(Widget.of("one", 3)).create();
    operate(kubernetes.client());
    await().untilAsserted(() -> assertThat(seen(user, "one")).isEqualTo(3));
    operators.getFirst().stop();
    operators.clear();
    var before = kubernetes.audit().size();

    // When
    operate(kubernetes.client());
    user.resource(Widget.of("two", 5)).create();
    await().untilAsserted(() -> assertThat(seen(user, "two")).isEqualTo(5));

    // Then
    assertThat(kubernetes.audit().stream().skip(before).map(AuditEntry::request))
        .filteredOn(r -> r.isStatusWrite("widgets"))
        .extracting(ApiRequest::name)
        .containsExactly("two");
  }

  @Test
  void anOperatorOutlivesLostWatchesAndAnOutageOfStatusWrites() {
    // Given
    operate(kubernetes.client());
    var user = kubernetes.client();

    // When
    try (var outage = kubernetes.refuse(r -> r.isStatusWrite("widgets"), 403)) {
      user.resource(Widget.of("one", 3)).create();
      await().untilAsserted(() -> assertThat(outage.hits()).isPositive());
      assertThat(seen(user, "one")).isNull();
    }
    kubernetes.dropWatches();
    user.resource(Widget.of("two", 5)).create();

    // Then
    await().untilAsserted(() -> assertThat(seen(user, "one")).isEqualTo(3));
    await().untilAsserted(() -> assertThat(seen(user, "two")).isEqualTo(5));
  }

  @Test
  void anOperatorWithOnlyAKubeconfigWorksAsWell(@TempDir Path dir) throws IOException {
    // Given
    var file = dir.resolve("kubeconfig");
    kubernetes.writeKubeconfig(file);
    var config = Config.fromKubeconfig(Files.readString(file));
    try (var client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new WatchHttp())
            .build()) {
      operate(client);

      // When
      client.resource(Widget.of("one", 7)).create();

      // Then
      await().untilAsserted(() -> assertThat(seen(client, "one")).isEqualTo(7));
    }
  }

  @Test
  void aThousandObjectsAreReconciled() {
    // Given
    var user = kubernetes.client();
    IntStream.range(0, 1000).forEach(i -> user.resource(Widget.of("w" + i, 1 + i % 100)).create());

    // When
    operate(kubernetes.client());

    // Then
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(user.resources(Widget.class).inNamespace("default").list().getItems())
                    .hasSize(1000)
                    .allMatch(w -> w.getStatus() != null && w.getStatus().seen() != null));
  }

  @Test
  void oneClientHoldsManyWatchesAtOnce() {
    // Given
    var client = kubernetes.client();
    var seen = new CopyOnWriteArrayList<String>();
    IntStream.range(0, 50)
        .forEach(
            i ->
                client
                    .resources(Widget.class)
                    .inNamespace("default")
                    .withName("w" + i)
                    .watch(new Watching(seen)));

    // When
    IntStream.range(0, 50).forEach(i -> client.resource(Widget.of("w" + i, 1 + i)).create());

    // Then
    await().untilAsserted(() -> assertThat(seen).hasSize(50).doesNotHaveDuplicates());
  }

  private record Watching(List<String> seen) implements Watcher<Widget> {
    @Override
    public void eventReceived(Action action, Widget widget) {
      seen.add(action + " " + widget.getMetadata().getName());
    }

    @Override
    public void onClose(WatcherException cause) {
      seen.add("closed by " + cause);
    }
  }

  @Test
  void oneOfTwoOperatorsLeadsByItsLease() {
    // Given
    for (var identity : List.of("a", "b")) {
      var client = kubernetes.client();
      var lease =
          LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration("widgets")
              .withLeaseNamespace("default")
              .withIdentity(identity)
              .withExitOnStopLeading(false)
              .build();
      var operator =
          new Operator(o -> o.withKubernetesClient(client).withLeaderElectionConfiguration(lease));
      operator.register(new WidgetReconciler());
      operators.add(operator);
      operator.start();
    }
    var user = kubernetes.client();

    // When
    user.resource(Widget.of("one", 7)).create();

    // Then
    await().untilAsserted(() -> assertThat(seen(user, "one")).isEqualTo(7));
    var lease = user.leases().inNamespace("default").withName("widgets").get();
    assertThat(lease.getSpec().getHolderIdentity()).isIn("a", "b");
    assertThat(kubernetes.audit().stream().filter(AuditEntry::changedSomething))
        .filteredOn(e -> e.request().isStatusWrite("widgets"))
        .hasSize(1);
  }
}
