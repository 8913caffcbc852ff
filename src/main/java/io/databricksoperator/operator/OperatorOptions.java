package io.databricksoperator.operator;

import io.databricksoperator.databricks.rest.HostRules;
import java.util.List;
import java.util.Set;

/**
 * What an installation may choose (design 9).
 *
 * @param allowedHosts host suffixes and origins beside Databricks' own domains
 * @param watchNamespaces the namespaces to watch; empty for all
 * @param managementPort port of /livez, /readyz and /metrics; 0 for a free one
 * @param installationId names this installation in the tags of its jobs; null for the uid of the
 *     namespace kube-system
 */
public record OperatorOptions(
    List<String> allowedHosts,
    Set<String> watchNamespaces,
    int managementPort,
    String installationId) {
  private static final int LAST_PORT = 65_535;

  /**
   * Keeps its own copies.
   *
   * @throws IllegalArgumentException when an allowed host is no suffix and no origin, or there is
   *     no such port, with a sentence for the command line
   */
  public OperatorOptions {
    allowedHosts = List.copyOf(allowedHosts);
    watchNamespaces = Set.copyOf(watchNamespaces);
    HostRules.of(allowedHosts);
    if (managementPort < 0 || managementPort > LAST_PORT) {
      throw new IllegalArgumentException("There is no port " + managementPort + ".");
    }
  }

  /** Which hosts may be called. */
  HostRules hostRules() {
    return HostRules.of(allowedHosts);
  }
}
