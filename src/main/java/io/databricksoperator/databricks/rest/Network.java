package io.databricksoperator.databricks.rest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/**
 * The bounds of every call (design 9, Defaults and bounds).
 *
 * @param resolver turns names into addresses
 * @param connectTimeout for one TCP connection
 * @param callTimeout for one call, from the look-up of the name to the last byte of the answer
 * @param budgetWait how long a call waits for its turn in the workspace's budget: long enough for
 *     all objects of a large installation to be looked at after a start
 * @param bodyBytes how long an answer may be once it is unpacked
 */
public record Network(
    Resolver resolver,
    Duration connectTimeout,
    Duration callTimeout,
    Duration budgetWait,
    int bodyBytes) {

  /** The product's bounds and the machine's own resolver. */
  public static final Network DEFAULT =
      new Network(
          host -> List.of(InetAddress.getAllByName(host)),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofMinutes(2),
          32 * 1024 * 1024);

  /** Turns a name into addresses. */
  @FunctionalInterface
  public interface Resolver {
    /** All addresses of this name, best first; throws where it has none. */
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }
}
