package io.databricksoperator.operator;

import io.databricksoperator.api.Names;
import io.databricksoperator.databricks.rest.DatabricksClients;
import io.databricksoperator.metrics.OperatorMetrics;
import io.databricksoperator.time.Timers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.health.EventSourceHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running operator. */
public final class OperatorApp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorApp.class);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(25);
  private static final int RETRIES = 3;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final OperatorOptions options;
  private final Cluster cluster;
  private final Timers timers;
  private final OperatorMetrics metrics;
  private final DatabricksClients clients;
  private final Operator operator;
  private final Management management;
  private volatile boolean complete;

  /**
   * Makes an operator that does nothing yet but answers its probes.
   *
   * @param kubernetes how to reach Kubernetes; closed with the operator
   * @param clock the one clock
   * @throws IOException when the management port can not be opened
   */
  public OperatorApp(OperatorOptions options, KubernetesClient kubernetes, Clock clock)
      throws IOException {
    this.options = options;
    this.cluster = new Cluster(kubernetes);
    this.timers = new Timers(clock);
    this.metrics = new OperatorMetrics(registry);
    this.clients = new DatabricksClients(options.hostRules(), clock, metrics);
    this.operator =
        new Operator((Consumer<ConfigurationServiceOverrider>) c -> configure(c, kubernetes));
    this.management =
        new Management(options.managementPort(), timers::running, this::ready, registry::scrape);
  }

  /**
   * How to reach Kubernetes. A refused call is repeated for less than a second; what still fails is
   * tried again by the one clock, not by one inside the client.
   */
  public static KubernetesClientBuilder client(Config config) {
    config.setRequestRetryBackoffLimit(RETRIES);
    return new KubernetesClientBuilder().withConfig(config);
  }

  /** The version that the jar carries; "development" outside a jar. */
  public static String version() {
    var version = OperatorApp.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /**
   * Starts the controllers; returns once they have seen everything that exists.
   *
   * @throws StartFailure when the cluster is not reached or lacks what the operator needs
   */
  public void start() {
    var given = options.installationId();
    var installation = given == null ? cluster.uid() : given;
    cluster.requireKinds(options.watchNamespaces());
    var controllers = Controllers.make(clients, metrics, timers, installation, () -> complete);
    register(controllers.workspaces());
    register(controllers.jobs());
    register(controllers.runs());
    operator.start();
    complete = true;
    LOG.atInfo()
        .setMessage("started")
        .addKeyValue("managementPort", management.port())
        .addKeyValue("version", version())
        .addKeyValue("cluster", cluster.address())
        .addKeyValue("namespaces", words(options.watchNamespaces(), "all"))
        .addKeyValue("installationId", installation)
        .addKeyValue("allowedHosts", words(options.allowedHosts(), "none"))
        .log();
  }

  private static String words(Collection<String> words, String none) {
    return words.isEmpty() ? none : words.stream().sorted().collect(Collectors.joining(","));
  }

  /** Where /livez, /readyz and /metrics are. */
  public int managementPort() {
    return management.port();
  }

  /** Finishes the steps in hand, at most 25 s, and stops. */
  @Override
  public void close() {
    LOG.info("stopping");
    operator.stop();
    timers.close();
    clients.close();
    management.close();
    LOG.info("stopped");
  }

  /** The framework's own answer says no until the first object of each kind was seen. */
  private boolean ready() {
    return complete
        && operator.getRegisteredControllers().stream()
            .map(controller -> controller.getControllerHealthInfo())
            .flatMap(info -> info.eventSourceHealthIndicators().values().stream())
            .flatMap(OperatorApp::informers)
            .allMatch(informer -> informer.isRunning() && informer.hasSynced());
  }

  private static Stream<InformerHealthIndicator> informers(EventSourceHealthIndicator source) {
    return source instanceof InformerWrappingEventSourceHealthIndicator<?> wrapping
        ? wrapping.informerHealthIndicators().values().stream()
        : Stream.empty();
  }

  private void configure(ConfigurationServiceOverrider config, KubernetesClient kubernetes) {
    config
        .withKubernetesClient(kubernetes)
        .withCloseClientOnStop(true)
        .withExecutorService(threads)
        .withParseResourceVersions(true)
        .withReconciliationTerminationTimeout(STOP_WITHIN);
  }

  private <P extends HasMetadata> void register(Reconciler<P> reconciler) {
    operator.register(reconciler, this::configure);
  }

  private <P extends HasMetadata> void configure(ControllerConfigurationOverrider<P> config) {
    config
        .withGenerationAware(false)
        .withTriggerReconcilerOnAllEvents(true)
        .withOnUpdateFilter((now, before) -> !onlyStatus(now, before))
        .withFieldManager(Names.MANAGER)
        .withRetry(GenericRetry.noRetry());
    if (!options.watchNamespaces().isEmpty()) {
      config.settingNamespaces(options.watchNamespaces());
    }
  }

  /** Our own status writes need no reconcile: who writes one knows what is next. */
  private static boolean onlyStatus(HasMetadata now, HasMetadata before) {
    var a = now.getMetadata();
    var b = before.getMetadata();
    return Objects.equals(a.getUid(), b.getUid())
        && Objects.equals(a.getGeneration(), b.getGeneration())
        && Objects.equals(a.getAnnotations(), b.getAnnotations())
        && Objects.equals(a.getFinalizers(), b.getFinalizers())
        && Objects.equals(a.getDeletionTimestamp(), b.getDeletionTimestamp());
  }
}
