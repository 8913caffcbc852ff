package io.databricksoperator.databricks.rest;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.CallObserver;
import io.databricksoperator.databricks.DatabricksApi;
import io.databricksoperator.databricks.DatabricksFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * Opens workspaces. All of them share threads and a pool of connections, but no queue: each has its
 * own budget, so that one that hangs holds up nobody else (design 3.6).
 */
public final class DatabricksClients implements AutoCloseable {

  /**
   * How long an idle connection is kept, for reads. A read that meets one that the other side has
   * closed is repeated.
   */
  private static final long IDLE_SECONDS = 30;

  private final HostRules rules;
  private final Clock clock;
  private final CallObserver observer;
  private final Network network;
  private final ExecutorService threads;
  private final OkHttpClient shared;

  /** With the product's bounds. */
  public DatabricksClients(HostRules rules, Clock clock, CallObserver observer) {
    this(rules, clock, observer, Network.DEFAULT);
  }

  /**
   * Makes the threads and the pool.
   *
   * @param clock for the life of tokens and {@code Retry-After}; time-outs and rates run on real
   *     time
   */
  public DatabricksClients(HostRules rules, Clock clock, CallObserver observer, Network network) {
    this.rules = rules;
    this.clock = clock;
    this.observer = observer;
    this.network = network;
    this.threads =
        Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("databricks-http-", 0).factory());
    this.shared = shared();
  }

  /** The rules that {@link #open} keeps to. */
  public HostRules rules() {
    return rules;
  }

  /**
   * A workspace, ready to be called. Nothing is sent yet. If the host is refused, every call
   * answers with the failure HOST_NOT_ALLOWED, and nothing is ever sent.
   *
   * @param whenDoubted run after each call but {@code me} whose credentials were refused or that
   *     another workspace answered, in the thread of the call
   */
  public DatabricksApi open(ConnectionSettings settings, Runnable whenDoubted) {
    Door door =
        switch (rules.read(settings.host())) {
          case Origin.Good(Origin origin) ->
              new Transport(settings, network, clock, observer, line(origin));
          case Origin.Bad(String sentence) -> ask -> Answer.failed(Failures.hostRefused(sentence));
        };
    return new RestDatabricks(ask -> tell(ask, door.send(ask), whenDoubted), null);
  }

  /** Who asks who we are wants to know just that, and is told by the answer. */
  private static Answer<Content> tell(Ask ask, Answer<Content> answer, Runnable whenDoubted) {
    if (ask.endpoint() != Endpoint.ME
        && answer instanceof Answer.Failed<Content>(DatabricksFailure failure)
        && failure.doubtsTheDoor()) {
      whenDoubted.run();
    }
    return answer;
  }

  /** Ends the threads and drops the connections; calls in flight break off. */
  @Override
  public void close() {
    shared.dispatcher().cancelAll();
    threads.shutdown();
    shared.connectionPool().evictAll();
  }

  private OkHttpClient shared() {
    var dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .connectionPool(new ConnectionPool(64, IDLE_SECONDS, SECONDS))
        .protocols(List.of(Protocol.HTTP_1_1))
        .proxy(Proxy.NO_PROXY)
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        .cookieJar(CookieJar.NO_COOKIES)
        .authenticator(Authenticator.NONE)
        .proxyAuthenticator(Authenticator.NONE)
        .connectTimeout(network.connectTimeout())
        .readTimeout(network.callTimeout())
        .writeTimeout(network.callTimeout())
        .callTimeout(network.callTimeout())
        .build();
  }

  private Transport.Line line(Origin origin) {
    var dns = new GuardedDns(network.resolver(), rules.lists(origin));
    var spec = origin.secure() ? ConnectionSpec.MODERN_TLS : ConnectionSpec.CLEARTEXT;
    var reads =
        shared
            .newBuilder()
            .dns(dns)
            .connectionSpecs(List.of(spec))
            .addNetworkInterceptor(new Gate(dns))
            .eventListener(new Connects(dns))
            .build();
    // A write on an idle connection that the other side has closed is one whose fate nobody knows,
    // and OkHttp looks closely only at those idle for 10 s: each write gets a fresh connection.
    var writes = reads.newBuilder().connectionPool(new ConnectionPool(0, 1, SECONDS)).build();
    return new Transport.Line(HttpUrl.get(origin.toString()), dns, reads, writes);
  }

  /** Tells the look-up which addresses work. */
  private static final class Connects extends EventListener {
    private final GuardedDns dns;

    Connects(GuardedDns dns) {
      this.dns = dns;
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress to, Proxy proxy, Protocol protocol) {
      dns.worked(to.getAddress());
    }

    @Override
    public void connectFailed(
        Call call, InetSocketAddress to, Proxy proxy, Protocol protocol, IOException e) {
      dns.failed(to.getAddress());
    }
  }
}
