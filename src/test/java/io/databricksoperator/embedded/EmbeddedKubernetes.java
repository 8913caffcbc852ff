package io.databricksoperator.embedded;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * A Kubernetes API server in this process, for tests and for the demo: real HTTP on the loopback
 * address, its own store, no etcd and no binaries. Fabric8 clients, JOSDK operators (of this or
 * another process) and kubectl work against it unchanged.
 *
 * <p>It keeps namespaces, secrets, configmaps, serviceaccounts, events (once, seen in both groups),
 * leases, customresourcedefinitions, and objects of every CRD it is given. It knows schemas, the
 * status subresource, generations, resourceVersions and conflicts, finalizers, all four kinds of
 * patch, server-side apply with managedFields, watches, selectors, and what the controller-manager
 * does: dependents go with their owners, content goes with its namespace or CRD. All of that
 * happens at once, not some time later.
 *
 * <p>What it does not do: CEL rules (x-kubernetes-validations) and defaults of a schema are not
 * evaluated; there is no authentication, RBAC, admission, quota or TLS; a CRD is served in its
 * storage version only; lists are never cut ({@code limit}); strategic merge patches are read as
 * merge patches; foreground deletion is done in the background; bodies are JSON or YAML, so the few
 * kubectl commands that send protobuf ({@code create namespace}, {@code auth can-i}) get a 415
 * where {@code apply -f} works. Unknown fields are refused unless the client asks for {@code
 * fieldValidation} Warn or Ignore (a real server takes silence for Warn). Watches are plain HTTP
 * streams: a web socket is answered with 200, on which Fabric8's client asks again over HTTP.
 */
public final class EmbeddedKubernetes implements AutoCloseable {
  /** What Jackson learns about a kind is learnt once for all clients: it takes long. */
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private final Store store = new Store();
  private final List<KubernetesClient> clients = new CopyOnWriteArrayList<>();
  private final HttpFront front;

  private EmbeddedKubernetes(List<Path> crds, int port, Clock clock) throws IOException {
    var kinds = new Kinds();
    var lifecycle = new Lifecycle(store, kinds, clock);
    var resources = new Resources(store, lifecycle);
    for (var name : List.of("default", "kube-system")) {
      var namespace = "{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(name);
      resources.create(seed(Kinds.NAMESPACE, lifecycle), Json.parseObject(namespace));
    }
    for (var crd : crds) {
      resources.create(seed(Kinds.CRD, lifecycle), Json.parseObject(Files.readString(crd)));
    }
    front = new HttpFront(new Api(store, kinds, lifecycle, clock), port);
  }

  private static Target seed(Kind kind, Lifecycle lifecycle) {
    return new Target(kind, "", "", "", "embedded", true, true, false, lifecycle.now());
  }

  /**
   * Starts a server on a free port.
   *
   * @param crds files with one CustomResourceDefinition each
   * @throws IOException when a file cannot be read
   */
  public static EmbeddedKubernetes start(List<Path> crds) throws IOException {
    return start(crds, 0);
  }

  /**
   * Starts a server.
   *
   * @param crds files with one CustomResourceDefinition each
   * @param port to listen on; 0 for a free one
   * @throws IOException when a file cannot be read or the port is taken
   */
  public static EmbeddedKubernetes start(List<Path> crds, int port) throws IOException {
    return new EmbeddedKubernetes(crds, port, Clock.systemUTC());
  }

  /**
   * Starts a server on a free port that goes by this clock.
   *
   * @param crds files with one CustomResourceDefinition each
   * @throws IOException when a file cannot be read
   */
  public static EmbeddedKubernetes start(List<Path> crds, Clock clock) throws IOException {
    return new EmbeddedKubernetes(crds, 0, clock);
  }

  /** Where the server listens, without a trailing slash. */
  public String url() {
    return "http://127.0.0.1:" + front.port();
  }

  /** A client configuration for this server and nothing else, to be changed where a test must. */
  public Config config() {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(url())
        .withNamespace("default")
        .withOnlyHttpWatches(true)
        .build();
  }

  /** A new client; it is closed with this server at the latest. */
  public KubernetesClient client() {
    var client =
        new KubernetesClientBuilder()
            .withConfig(config())
            .withHttpClientFactory(new WatchHttp())
            .withKubernetesSerialization(SERIALIZATION)
            .build();
    clients.add(client);
    return client;
  }

  /**
   * Writes a kubeconfig with which kubectl and operators of other processes reach this server.
   *
   * @throws IOException when the file cannot be written
   */
  public void writeKubeconfig(Path file) throws IOException {
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: embedded
        clusters:
          - name: embedded
            cluster: {server: "%s"}
        contexts:
          - name: embedded
            context: {cluster: embedded, user: embedded, namespace: default}
        users:
          - name: embedded
            user: {}
        """
            .formatted(url()));
  }

  /** Every request answered so far, in the order of the answers. A copy. */
  public List<AuditEntry> audit() {
    return front.audit();
  }

  /**
   * Refuses requests from now on until the outage is closed; they change nothing. Fabric8's client
   * repeats what was refused with 429 or 5xx up to ten times, unless its configuration
   * (requestRetryBackoffLimit) says otherwise.
   *
   * @param which the requests; called for every request, from several threads
   * @param status HTTP status of the refusal, for example 403 or 503
   */
  public Outage refuse(Predicate<ApiRequest> which, int status) {
    return front.add(new Outage(which, status));
  }

  /**
   * Carries requests out from now on, but closes the connection instead of answering, until the
   * outage is closed. Does not touch watches. Fabric8's client repeats requests whose connection
   * broke, as it would in production; the repetition loses its answer too.
   *
   * @param which the requests; called for every request, from several threads
   */
  public Outage loseAnswers(Predicate<ApiRequest> which) {
    return front.add(new Outage(which.and(r -> !r.verb().equals("watch")), 0));
  }

  /** Ends all watches that are open now, as a restarting API server does. Clients reconnect. */
  public void dropWatches() {
    store.locked(store::watches).forEach(Watch::close);
  }

  /** Stops the server and closes the clients that it gave out. */
  @Override
  public void close() {
    clients.forEach(KubernetesClient::close);
    dropWatches();
    front.close();
  }
}
