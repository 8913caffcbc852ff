package io.databricksoperator.simulator;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a simulated workspace starts.
 *
 * @param address to listen on
 * @param port to listen on; 0 takes a free one
 * @param host origin that URLs in answers begin with, such as {@code
 *     https://adb-1.azuredatabricks.net}; empty for the server's own
 * @param tokens personal access tokens and the user that each belongs to
 * @param clients OAuth client ids and their secrets
 * @param speed how many times faster than the base clock its time runs
 * @param baseClock what its time is made from; a clock that stands still leaves all movement to
 *     {@code POST /simulator/clock}
 * @param workspaceId number that {@code X-Databricks-Org-Id} says
 */
public record SimulatorOptions(
    String address,
    int port,
    String host,
    Map<String, String> tokens,
    Map<String, String> clients,
    double speed,
    Clock baseClock,
    long workspaceId) {
  private static final int LAST_PORT = 65_535;

  /** The user that a token without a name belongs to. */
  public static final String DEFAULT_USER = "someone@example.com";

  /**
   * Copies the maps.
   *
   * @throws IllegalArgumentException when the speed is not positive or there is no such port
   */
  public SimulatorOptions {
    tokens = Map.copyOf(tokens);
    clients = Map.copyOf(clients);
    if (!(speed > 0)) {
      throw new IllegalArgumentException("The speed must be positive, not " + speed + ".");
    }
    if (port < 0 || port > LAST_PORT) {
      throw new IllegalArgumentException("There is no port " + port + ".");
    }
  }

  /**
   * A workspace on a free port of the loopback interface, in real time, with nobody who may use it
   * yet.
   */
  public static SimulatorOptions defaults() {
    return new SimulatorOptions(
        "127.0.0.1", 0, "", Map.of(), Map.of(), 1, Clock.systemUTC(), 6051921418418893L);
  }

  /** The same on another port. */
  public SimulatorOptions withPort(int other) {
    return new SimulatorOptions(
        address, other, host, tokens, clients, speed, baseClock, workspaceId);
  }

  /** The same with one token more, of {@link #DEFAULT_USER}. */
  public SimulatorOptions withToken(String token) {
    return new SimulatorOptions(
        address,
        port,
        host,
        added(tokens, token, DEFAULT_USER),
        clients,
        speed,
        baseClock,
        workspaceId);
  }

  /** The same with one OAuth client more. */
  public SimulatorOptions withClient(String id, String secret) {
    return new SimulatorOptions(
        address, port, host, tokens, added(clients, id, secret), speed, baseClock, workspaceId);
  }

  /** The same at another speed. */
  public SimulatorOptions withSpeed(double other) {
    return new SimulatorOptions(
        address, port, host, tokens, clients, other, baseClock, workspaceId);
  }

  /** The same on another base clock. */
  public SimulatorOptions withBaseClock(Clock other) {
    return new SimulatorOptions(address, port, host, tokens, clients, speed, other, workspaceId);
  }

  /** The same with another workspace id. */
  public SimulatorOptions withWorkspaceId(long other) {
    return new SimulatorOptions(address, port, host, tokens, clients, speed, baseClock, other);
  }

  /** The same listening on another address. */
  public SimulatorOptions withAddress(String other) {
    return new SimulatorOptions(other, port, host, tokens, clients, speed, baseClock, workspaceId);
  }

  /** The same with another origin in its URLs. */
  public SimulatorOptions withHost(String other) {
    return new SimulatorOptions(
        address, port, other, tokens, clients, speed, baseClock, workspaceId);
  }

  private static Map<String, String> added(Map<String, String> map, String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }
}
