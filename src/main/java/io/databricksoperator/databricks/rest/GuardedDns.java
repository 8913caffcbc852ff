package io.databricksoperator.databricks.rest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Dns;

/**
 * Looks names up for one workspace at every connect, so that a name that changes its address later
 * is caught too. One forbidden address among the answers refuses them all. Addresses that could not
 * be connected to come last: without OkHttp's own retries only the first is ever tried.
 */
final class GuardedDns implements Dns {

  private final Network.Resolver resolver;
  private final boolean listed;
  private final Set<InetAddress> failing = ConcurrentHashMap.newKeySet();
  private volatile int found;

  /**
   * @param listed whether an administrator listed this very origin: then any address is fine
   */
  GuardedDns(Network.Resolver resolver, boolean listed) {
    this.resolver = resolver;
    this.listed = listed;
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    var addresses = resolver.resolve(host);
    for (var address : addresses) {
      check(host, address);
    }
    found = addresses.size();
    failing.retainAll(addresses);
    return addresses.stream().sorted(Comparator.comparing(failing::contains)).toList();
  }

  /** Throws unless a connection to this address may be made. */
  void check(String host, InetAddress address) throws UnknownHostException {
    if (!listed && Addresses.forbidden(address)) {
      throw new ForbiddenAddressException(host, address);
    }
  }

  /** No connection came about. */
  void failed(InetAddress address) {
    failing.add(address);
  }

  /** A connection came about. */
  void worked(InetAddress address) {
    failing.remove(address);
  }

  /** Whether another try would go to another address. */
  boolean hasOther() {
    return found > 1;
  }

  /** The name leads to an address that is never a workspace. */
  static final class ForbiddenAddressException extends UnknownHostException {
    ForbiddenAddressException(String host, InetAddress address) {
      super(
          "The name "
              + host
              + " leads to "
              + address.getHostAddress()
              + ", which is never a workspace. If it is meant, an administrator lists the origin"
              + " with --allowed-host.");
    }
  }
}
