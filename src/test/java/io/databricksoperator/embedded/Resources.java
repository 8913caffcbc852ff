package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Reads and writes of single objects, with the rules that hold for all kinds. */
final class Resources {
  private static final List<String> KEPT =
      List.of(
          "name",
          "namespace",
          "generateName",
          "uid",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generation",
          "resourceVersion");

  private static final List<String> PRECONDITIONS = List.of("uid", "resourceVersion");

  private final Store store;
  private final Lifecycle lifecycle;
  private final Rules rules;

  Resources(Store store, Lifecycle lifecycle) {
    this.store = store;
    this.lifecycle = lifecycle;
    this.rules = new Rules(store);
  }

  /** Throws 404. */
  ObjectNode get(Target target) {
    return store
        .find(target.kind(), target.key())
        .orElseThrow(() -> ApiFailure.notFound(target.kind(), target.name()));
  }

  ObjectNode create(Target target, ObjectNode body) {
    var object = body.deepCopy();
    Rules.identify(target, object);
    var metadata = object.withObject("/metadata");
    if (!metadata.path("resourceVersion").asText("").isEmpty()) {
      throw ApiFailure.badRequest("resourceVersion should not be set on objects to be created");
    }
    if (!metadata.has("name") && metadata.has("generateName")) {
      var suffix = UUID.randomUUID().toString().replace("-", "").substring(0, 5);
      metadata.put("name", metadata.get("generateName").asText() + suffix);
    }
    return insert(target.named(metadata.path("name").asText("")), object, Optional.empty());
  }

  ObjectNode replace(Target target, ObjectNode body) {
    var before = get(target);
    var object = body.deepCopy();
    Rules.identify(target, object);
    if (target.kind().generated() && Json.text(object, "/metadata/resourceVersion").isEmpty()) {
      var why = "Invalid value: 0x0: must be specified for an update";
      throw Rules.invalid(target, "metadata.resourceVersion", why);
    }
    return save(target, before, object, Optional.empty());
  }

  /** A JSON patch, a merge patch or a strategic merge patch, given as a function on the object. */
  ObjectNode patch(Target target, Function<ObjectNode, ObjectNode> change) {
    var before = get(target);
    return save(target, before, change.apply(before.deepCopy()), Optional.empty());
  }

  /** Server-side apply; creates the object when there is none. */
  ObjectNode apply(Target target, ObjectNode configuration) {
    Rules.identify(target, configuration);
    configuration.withObject("/metadata").put("name", target.name());
    Rules.content(target, configuration, false);
    var live = store.find(target.kind(), target.key());
    return live.isPresent()
        ? applyOver(live.get(), target, configuration)
        : applyNew(target, configuration);
  }

  private ObjectNode applyOver(ObjectNode live, Target target, ObjectNode configuration) {
    var apply = Apply.of(live, configuration, target);
    var proposed = apply.result().deepCopy();
    var metadata = (ObjectNode) proposed.get("metadata");
    PRECONDITIONS.stream()
        .filter(configuration.get("metadata")::has)
        .forEach(p -> metadata.set(p, configuration.get("metadata").get(p)));
    return save(target, live, proposed, Optional.of(apply));
  }

  private ObjectNode applyNew(Target target, ObjectNode configuration) {
    if (target.isStatus()) {
      throw ApiFailure.notFound(target.kind(), target.name());
    }
    if (PRECONDITIONS.stream().anyMatch(configuration.get("metadata")::has)) {
      throw ApiFailure.conflict(
          target.kind(), target.name(), "the object is gone, and a version of it was required");
    }
    var empty = configuration.deepCopy().retain("apiVersion", "kind");
    empty.putObject("metadata");
    var apply = Apply.of(empty, configuration, target);
    var object = apply.result().deepCopy();
    object.withObject("/metadata").put("name", target.name());
    return insert(target, object, Optional.of(apply));
  }

  /** Throws 404, and 409 when a precondition of the options does not hold. */
  ObjectNode delete(Target target, JsonNode options) {
    var object = get(target);
    for (var name : PRECONDITIONS) {
      var wanted = options.path("preconditions").path(name).asText("");
      if (!wanted.isEmpty() && !wanted.equals(Json.text(object, "/metadata/" + name))) {
        throw ApiFailure.conflict(target.kind(), target.name(), "Precondition failed: " + name);
      }
    }
    if (target.dryRun()) {
      return object;
    }
    var orphan = options.path("propagationPolicy").asText().equals("Orphan");
    return lifecycle.delete(target.kind(), target.key(), orphan);
  }

  private ObjectNode insert(Target target, ObjectNode object, Optional<Apply> apply) {
    var kind = target.kind();
    rules.place(target);
    var metadata = (ObjectNode) object.get("metadata");
    metadata.remove(List.of("deletionTimestamp", "deletionGracePeriodSeconds", "managedFields"));
    metadata.put("uid", UUID.randomUUID().toString()).put("creationTimestamp", lifecycle.now());
    if (kind.namespaced()) {
      metadata.put("namespace", target.namespace());
    }
    if (kind.generated()) {
      metadata.put("generation", 1);
    }
    if (kind.statusSubresource()) {
      object.remove("status");
    }
    encode(kind, object);
    Rules.content(target, object, true);
    own(target, Json.object(), object, apply);
    lifecycle.prepare(kind, object);
    if (target.dryRun()) {
      return object;
    }
    store.put(kind, target.key(), object);
    lifecycle.written(kind, target.key());
    return object;
  }

  private ObjectNode save(
      Target target, ObjectNode before, ObjectNode proposed, Optional<Apply> apply) {
    Rules.preconditions(target, before, proposed);
    var after = target.isStatus() ? before.deepCopy() : proposed;
    if (target.isStatus() || target.kind().statusSubresource()) {
      var status = (target.isStatus() ? proposed : before).get("status");
      after.remove("status");
      if (status != null) {
        after.set("status", status);
      }
    }
    keepSystemFields(before, after);
    Rules.finalizers(target, before, after);
    encode(target.kind(), after);
    Rules.content(target, after, true);
    if (target.kind().generated() && !content(before).equals(content(after))) {
      var generation = before.at("/metadata/generation").asLong() + 1;
      ((ObjectNode) after.get("metadata")).put("generation", generation);
    }
    own(target, before, after, apply);
    if (after.equals(before)) {
      return before;
    }
    if (!target.dryRun()) {
      store.put(target.kind(), target.key(), after);
      lifecycle.written(target.kind(), target.key());
    }
    return after;
  }

  private static void own(
      Target target, ObjectNode before, ObjectNode after, Optional<Apply> apply) {
    if (apply.isPresent()) {
      ManagedFields.recordApply(apply.get(), after, target);
    } else {
      ManagedFields.recordUpdate(before, after, target);
    }
  }

  private static ObjectNode content(ObjectNode object) {
    var content = object.deepCopy();
    return content.remove(List.of("metadata", "status"));
  }

  private static void keepSystemFields(ObjectNode before, ObjectNode after) {
    var old = before.get("metadata");
    var metadata = after.withObject("/metadata");
    metadata.remove(KEPT);
    KEPT.stream().filter(old::has).forEach(f -> metadata.set(f, old.get(f)));
    if (old.has("managedFields") && !metadata.path("managedFields").isArray()) {
      metadata.set("managedFields", old.get("managedFields"));
    }
    after.set("apiVersion", before.get("apiVersion"));
    after.set("kind", before.get("kind"));
  }

  private static void encode(Kind kind, ObjectNode object) {
    if (kind.equals(Kinds.SECRET) && object.remove("stringData") instanceof ObjectNode texts) {
      var data = object.withObject("/data");
      texts
          .properties()
          .forEach(
              t -> {
                var bytes = t.getValue().asText().getBytes(StandardCharsets.UTF_8);
                data.put(t.getKey(), Base64.getEncoder().encodeToString(bytes));
              });
    }
  }
}
