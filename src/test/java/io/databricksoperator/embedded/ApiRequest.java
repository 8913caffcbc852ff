package io.databricksoperator.embedded;

import java.util.Set;

/**
 * What a request asks for, in the words of RBAC and of a Kubernetes audit log.
 *
 * @param verb get, list, watch, create, update, patch, delete or deletecollection
 * @param group API group, empty for the core group and for discovery
 * @param resource plural name, for example {@code secrets}; empty for discovery
 * @param subresource for example {@code status}; empty for the object itself
 * @param namespace empty for cluster-wide requests
 * @param name of the object; empty for collections; the path for discovery
 * @param userAgent as sent by the client
 */
public record ApiRequest(
    String verb,
    String group,
    String resource,
    String subresource,
    String namespace,
    String name,
    String userAgent) {
  private static final Set<String> READS = Set.of("get", "list", "watch");

  /** Whether the request changes, or tries to change, an object. */
  public boolean isWrite() {
    return !READS.contains(verb);
  }

  /** Whether the request writes the status subresource of {@code plural}. */
  public boolean isStatusWrite(String plural) {
    return isWrite() && resource.equals(plural) && subresource.equals("status");
  }
}
