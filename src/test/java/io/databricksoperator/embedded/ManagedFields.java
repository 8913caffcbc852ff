package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Who set which field of an object: {@code metadata.managedFields}, one entry per manager,
 * operation and subresource. Whoever changes a value takes the field over; whoever applies owns
 * exactly what the last applied configuration held.
 */
final class ManagedFields {
  private static final List<String> SERVERS_OWN =
      List.of(
          "name",
          "namespace",
          "generateName",
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "selfLink",
          "managedFields");

  private ManagedFields() {}

  /** The part of an object that managers can own through the object itself or its status. */
  static ObjectNode ownable(ObjectNode object, Target target) {
    var part = object.deepCopy();
    if (target.isStatus()) {
      part.retain("status");
      return part;
    }
    part.remove(List.of("apiVersion", "kind"));
    if (target.kind().statusSubresource()) {
      part.remove("status");
    }
    if (part.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove(SERVERS_OWN);
      if (metadata.isEmpty()) {
        part.remove("metadata");
      }
    }
    return part;
  }

  /** What the manager of the target applied last, through the same subresource. */
  static JsonNode applied(ObjectNode object, Target target) {
    var mine = mine(object, target, "Apply").path("fieldsV1");
    return mine.isObject() ? mine : Json.object();
  }

  /** What all others own, through whatever way. */
  static ObjectNode others(ObjectNode object, Target target) {
    var all = Json.object();
    for (var entry : entries(object)) {
      all = isBy(entry, target, "Apply") ? all : FieldSet.union(all, entry.path("fieldsV1"));
    }
    return all;
  }

  /** The fields of {@code wanted} that others have applied or set, one cause for each. */
  static List<ApiFailure.Cause> conflicts(ObjectNode live, Target target, JsonNode wanted) {
    var causes = new ArrayList<ApiFailure.Cause>();
    for (var entry : entries(live)) {
      if (!isBy(entry, target, "Apply")) {
        var why = "conflict with \"" + entry.path("manager").asText() + "\"";
        FieldSet.paths(FieldSet.common(wanted, entry.path("fieldsV1")))
            .forEach(p -> causes.add(new ApiFailure.Cause("FieldManagerConflict", p, why)));
      }
    }
    return causes;
  }

  /** Writes the entries of {@code after}, which came about by an ordinary write. */
  static void recordUpdate(ObjectNode before, ObjectNode after, Target target) {
    var schema = target.kind().schema().root();
    var ownable = ownable(after, target);
    var changed = FieldSet.changed(ownable(before, target), ownable, schema);
    var mine = mine(after, target, "Update").path("fieldsV1");
    var all = mine.isObject() ? FieldSet.union(mine, changed) : changed;
    record(after, target, "Update", changed, FieldSet.common(all, FieldSet.of(ownable, schema)));
  }

  /** Writes the entries of {@code after}, which came about by an apply. */
  static void recordApply(Apply apply, ObjectNode after, Target target) {
    record(after, target, "Apply", apply.changed(), apply.fields());
  }

  private static void record(
      ObjectNode after, Target target, String operation, ObjectNode changed, ObjectNode owned) {
    var kept = new ArrayList<ObjectNode>();
    for (var entry : entries(after)) {
      var left = FieldSet.minus(entry.path("fieldsV1"), changed);
      if (!isBy(entry, target, operation) && !left.isEmpty()) {
        kept.add(entry.<ObjectNode>deepCopy().set("fieldsV1", left));
      }
    }
    if (!owned.isEmpty()) {
      kept.add(entry(after, target, operation, owned));
    }
    kept.sort(Comparator.comparing(ManagedFields::order));
    var metadata = (ObjectNode) after.get("metadata");
    metadata.remove("managedFields");
    if (!kept.isEmpty()) {
      metadata.putArray("managedFields").addAll(kept);
    }
  }

  private static String order(JsonNode entry) {
    return entry.path("manager") + " " + entry.path("operation") + " " + entry.path("subresource");
  }

  /** The entry with the time of now, or with its old time when it says nothing new. */
  private static ObjectNode entry(
      ObjectNode after, Target target, String operation, ObjectNode owned) {
    var old = mine(after, target, operation);
    var time = owned.equals(old.path("fieldsV1")) ? old.path("time").asText() : target.time();
    var entry = Json.object();
    entry
        .put("manager", target.manager())
        .put("operation", operation)
        .put("apiVersion", target.kind().apiVersion())
        .put("time", time)
        .put("fieldsType", "FieldsV1")
        .set("fieldsV1", owned);
    if (!target.subresource().isEmpty()) {
      entry.put("subresource", target.subresource());
    }
    return entry;
  }

  private static JsonNode mine(ObjectNode object, Target target, String operation) {
    return entries(object).stream()
        .filter(e -> isBy(e, target, operation))
        .findFirst()
        .map(JsonNode.class::cast)
        .orElse(Json.missing());
  }

  private static boolean isBy(JsonNode entry, Target target, String operation) {
    return entry.path("manager").asText().equals(target.manager())
        && entry.path("operation").asText().equals(operation)
        && entry.path("subresource").asText("").equals(target.subresource());
  }

  private static List<ObjectNode> entries(ObjectNode object) {
    return Json.stream(object.at("/metadata/managedFields"))
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .toList();
  }
}
