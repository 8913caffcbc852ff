package io.databricksoperator.simulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A simulated Databricks workspace that listens for HTTP. It works only while it is asked: idle, it
 * costs next to nothing.
 */
public final class SimulatorServer implements AutoCloseable {
  static {
    // Older JDKs leave Nagle's algorithm on, which with delayed acknowledgements costs 44 ms a call
    // on a kept-alive connection (measured on 17; 25 does not do it). Read once, at class loading.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // Seconds after which it closes an idle connection. Its usual 30 make clients that pool
    // connections hit a closed one.
    System.setProperty("sun.net.httpserver.idleInterval", "600");
  }

  private final HttpServer http;
  private final ExecutorService threads;
  private final CountDownLatch closed;
  private final String address;

  private SimulatorServer(
      HttpServer http, ExecutorService threads, CountDownLatch closed, String address) {
    this.http = http;
    this.threads = threads;
    this.closed = closed;
    this.address = address;
  }

  /**
   * Starts a workspace without jobs; it listens when this returns.
   *
   * @throws IOException when the port is taken or the address is not ours
   */
  public static SimulatorServer start(SimulatorOptions options) throws IOException {
    InetAddress address = InetAddress.getByName(options.address());
    HttpServer http = HttpServer.create(new InetSocketAddress(address, options.port()), 0);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    CountDownLatch closed = new CountDownLatch(1);
    SimulatorServer server = new SimulatorServer(http, threads, closed, options.address());
    SimulatorClock clock = new SimulatorClock(options.baseClock(), options.speed());
    String host = options.host().isEmpty() ? server.url() : options.host();
    Workspace workspace = new Workspace(clock, options.workspaceId(), host);
    Access access = new Access(workspace.settings, options.baseClock());
    options.tokens().forEach((token, user) -> access.addToken(token, Principal.user(user)));
    options.clients().forEach(access::addClient);
    Faults faults = new Faults();
    ControlApi control = new ControlApi(workspace, faults, access);
    http.createContext(
        "/", new Gateway(workspace, new Frontdoor(workspace, access), faults, control, closed));
    http.setExecutor(threads);
    http.start();
    return server;
  }

  /** The origin to call, such as {@code http://127.0.0.1:40123}. */
  public String url() {
    String host = address.contains(":") ? "[" + address + "]" : address;
    return "http://" + host + ":" + port();
  }

  /** The port it listens on. */
  public int port() {
    return http.getAddress().getPort();
  }

  /** Ends every call, the waiting ones too, and frees the port at once. */
  @Override
  public void close() {
    closed.countDown();
    http.stop(0);
    threads.shutdownNow();
  }
}
