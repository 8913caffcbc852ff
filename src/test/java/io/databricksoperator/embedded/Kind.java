package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * A kind of object that the server keeps.
 *
 * @param group empty for the core group
 * @param plural name in the path
 * @param kind as written in a manifest
 * @param statusSubresource whether status is written apart from the rest
 * @param generated whether metadata.generation is kept
 * @param shortNames for kubectl
 * @param schema what the objects must look like
 * @param columns the CRD's additionalPrinterColumns, an array
 */
record Kind(
    String group,
    String version,
    String plural,
    String kind,
    boolean namespaced,
    boolean statusSubresource,
    boolean generated,
    List<String> shortNames,
    List<String> categories,
    Schema schema,
    JsonNode columns) {

  /** A kind that is kept without looking at its content. */
  static Kind plain(String apiVersion, String plural, String kind, String... shortNames) {
    var slash = apiVersion.indexOf('/');
    var group = slash < 0 ? "" : apiVersion.substring(0, slash);
    return new Kind(
        group,
        apiVersion.substring(slash + 1),
        plural,
        kind,
        true,
        false,
        false,
        List.of(shortNames),
        List.of(),
        Schema.ANY,
        Json.missing());
  }

  /** The same with columns for kubectl. */
  Kind showing(String columnsAsYaml) {
    return new Kind(
        group,
        version,
        plural,
        kind,
        namespaced,
        statusSubresource,
        generated,
        shortNames,
        categories,
        schema,
        Json.parse(columnsAsYaml));
  }

  /** The same for objects that live outside namespaces and have a status of their own. */
  Kind clusterWide() {
    return new Kind(
        group,
        version,
        plural,
        kind,
        false,
        true,
        group.equals("apiextensions.k8s.io"),
        shortNames,
        categories,
        schema,
        columns);
  }

  /** The kind that a CustomResourceDefinition declares, in its storage version. */
  static Kind of(ObjectNode crd) {
    var spec = crd.path("spec");
    var version =
        Json.stream(spec.path("versions"))
            .filter(v -> v.path("storage").asBoolean())
            .findFirst()
            .orElseThrow(() -> ApiFailure.badRequest("the CRD has no storage version"));
    var names = spec.path("names");
    return new Kind(
        spec.path("group").asText(),
        version.path("name").asText(),
        names.path("plural").asText(),
        names.path("kind").asText(),
        spec.path("scope").asText().equals("Namespaced"),
        version.path("subresources").has("status"),
        true,
        Json.stream(names.path("shortNames")).map(JsonNode::asText).toList(),
        Json.stream(names.path("categories")).map(JsonNode::asText).toList(),
        Schema.of(version.path("schema").path("openAPIV3Schema")),
        version.path("additionalPrinterColumns"));
  }

  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** Plural with group, as in {@code leases.coordination.k8s.io}: the identity of a kind. */
  String qualified() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** Under which name the store keeps it: events of both groups are the same objects. */
  String storage() {
    return kind.equals("Event") && group.equals("events.k8s.io") ? plural : qualified();
  }

  /** A kept object as this kind shows it. */
  ObjectNode view(ObjectNode kept) {
    return kept.path("apiVersion").asText().equals(apiVersion()) ? kept : Events.turned(kept);
  }

  String singular() {
    return kind.toLowerCase(Locale.ROOT);
  }

  boolean isNamespace() {
    return qualified().equals("namespaces");
  }

  boolean isCrd() {
    return qualified().equals("customresourcedefinitions.apiextensions.k8s.io");
  }
}
