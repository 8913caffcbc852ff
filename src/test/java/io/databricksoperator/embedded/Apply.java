package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A server-side apply worked out.
 *
 * @param result the live object with the configuration laid over it, and without the fields that
 *     this manager applied before, now leaves out, and nobody else owns
 * @param fields what the configuration holds
 * @param changed what it changes
 */
record Apply(ObjectNode result, ObjectNode fields, ObjectNode changed) {

  /** Throws 409 when the configuration changes a field of another manager without force. */
  static Apply of(ObjectNode live, ObjectNode configuration, Target target) {
    var schema = target.kind().schema().root();
    var wanted = ManagedFields.ownable(configuration, target);
    var mine = ManagedFields.ownable(live, target);
    var fields = FieldSet.of(wanted, schema);
    var merged = FieldSet.merge(mine, wanted, schema);
    var changed = FieldSet.common(FieldSet.changed(mine, merged, schema), fields);
    var conflicts = ManagedFields.conflicts(live, target, changed);
    if (!conflicts.isEmpty() && !target.force()) {
      throw ApiFailure.applyConflict(target.kind(), target.name(), conflicts);
    }
    var kept = FieldSet.union(fields, ManagedFields.others(live, target));
    var left = FieldSet.remove(merged, schema, ManagedFields.applied(live, target), kept);
    return new Apply(overlay(live, (ObjectNode) left, target), fields, changed);
  }

  private static ObjectNode overlay(ObjectNode live, ObjectNode part, Target target) {
    var result = part.deepCopy();
    var system = live.deepCopy();
    if (target.isStatus()) {
      system.remove("status");
      system.setAll(result);
      return system;
    }
    result.set("apiVersion", system.get("apiVersion"));
    result.set("kind", system.get("kind"));
    if (target.kind().statusSubresource() && system.has("status")) {
      result.set("status", system.get("status"));
    }
    var metadata = (ObjectNode) system.get("metadata");
    metadata.remove(List.of("labels", "annotations", "finalizers", "ownerReferences"));
    metadata.setAll(part.withObject("/metadata"));
    result.set("metadata", metadata);
    return result;
  }
}
