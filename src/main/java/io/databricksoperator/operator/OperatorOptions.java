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

  /**
   * Keeps its own copies.
   *
   * @throws IllegalArgumentException when one of them is against {@link OptionRules}
   */
  public OperatorOptions {
    allowedHosts = List.copyOf(allowedHosts);
    watchNamespaces = Set.copyOf(watchNamespaces);
    allowedHosts.forEach(OptionRules::allowedHost);
    watchNamespaces.forEach(OptionRules::namespace);
    OptionRules.port(managementPort);
    if (installationId != null) {
      OptionRules.installationId(installationId);
    }
  }

  /** Which hosts may be called. */
  HostRules hostRules() {
    return HostRules.of(allowedHosts);
  }
}
