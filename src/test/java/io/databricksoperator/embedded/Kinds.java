package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds that are served: some of Kubernetes' own, and those that CRDs declare. */
final class Kinds {
  private static final String AGE =
      "{name: Age, type: date, jsonPath: .metadata.creationTimestamp}";
  private static final String EVENT_COLUMNS =
      """
      - {name: Type, type: string, jsonPath: .type}
      - {name: Reason, type: string, jsonPath: .reason}
      - {name: Kind, type: string, jsonPath: .involvedObject.kind}
      - {name: Object, type: string, jsonPath: .involvedObject.name}
      - {name: Message, type: string, jsonPath: .message}
      - %s
      """
          .formatted(AGE);

  static final Kind NAMESPACE =
      Kind.plain("v1", "namespaces", "Namespace", "ns")
          .clusterWide()
          .showing("[{name: Status, type: string, jsonPath: .status.phase}, " + AGE + "]");
  static final Kind SECRET = Kind.plain("v1", "secrets", "Secret");
  static final Kind SERVICE_ACCOUNT = Kind.plain("v1", "serviceaccounts", "ServiceAccount", "sa");
  static final Kind CRD =
      Kind.plain(
              "apiextensions.k8s.io/v1",
              "customresourcedefinitions",
              "CustomResourceDefinition",
              "crd",
              "crds")
          .clusterWide();

  private static final List<Kind> OWN =
      List.of(
          NAMESPACE,
          SECRET,
          SERVICE_ACCOUNT,
          Kind.plain("v1", "configmaps", "ConfigMap", "cm"),
          Kind.plain("v1", "events", "Event", "ev").showing(EVENT_COLUMNS),
          Kind.plain("events.k8s.io/v1", "events", "Event", "ev"),
          Kind.plain("coordination.k8s.io/v1", "leases", "Lease"),
          CRD);

  private final Map<String, Kind> custom = new LinkedHashMap<>();

  void declare(ObjectNode crd) {
    var kind = Kind.of(crd);
    custom.put(kind.qualified(), kind);
  }

  void withdraw(String qualified) {
    custom.remove(qualified);
  }

  List<Kind> all() {
    var all = new ArrayList<>(OWN);
    all.addAll(custom.values());
    return all;
  }

  Optional<Kind> find(String apiVersion, String plural) {
    return all().stream()
        .filter(k -> k.apiVersion().equals(apiVersion) && k.plural().equals(plural))
        .findFirst();
  }

  boolean serves(String apiVersion, String kind) {
    return all().stream().anyMatch(k -> k.apiVersion().equals(apiVersion) && k.kind().equals(kind));
  }

  /** The kind that the CRD of this name declares, if it is established. */
  Optional<Kind> declaredBy(String crd) {
    return Optional.ofNullable(custom.get(crd));
  }
}
