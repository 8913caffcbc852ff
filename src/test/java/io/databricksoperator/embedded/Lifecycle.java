package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * How objects begin and end: what a controller-manager does on a real cluster (garbage collection,
 * emptying of namespaces and of kinds) happens here at once.
 */
final class Lifecycle {
  private final Store store;
  private final Kinds kinds;
  private final Clock clock;

  Lifecycle(Store store, Kinds kinds, Clock clock) {
    this.store = store;
    this.kinds = kinds;
    this.clock = clock;
  }

  /** The time of now, as metadata holds it. */
  String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Puts into a new object what the server adds to its kind. */
  void prepare(Kind kind, ObjectNode object) {
    if (kind.isNamespace()) {
      var name = Json.text(object, "/metadata/name");
      object.withObject("/metadata/labels").put("kubernetes.io/metadata.name", name);
      object.withObject("/status").put("phase", "Active");
    }
    if (kind.isCrd()) {
      var status = object.putObject("status");
      status.set("acceptedNames", object.at("/spec/names"));
      status.putArray("storedVersions").add(Kind.of(object).version());
      var conditions = status.putArray("conditions");
      for (var type : List.of("NamesAccepted", "Established")) {
        conditions
            .addObject()
            .put("type", type)
            .put("status", "True")
            .put("reason", "Accepted")
            .put("message", "")
            .put("lastTransitionTime", now());
      }
    }
  }

  /** Looks at an object that was just written: it may be free to go, or declare a kind. */
  void written(Kind kind, String key) {
    var object = store.find(kind, key).orElseThrow();
    if (isDeleting(object)) {
      settle(kind, key);
    } else if (kind.isCrd()) {
      kinds.declare(object);
    } else if (isOrphan(object)) {
      delete(kind, key, false);
    }
  }

  /**
   * Deletes an object as far as its finalizers and its content allow. Answers what is left of it,
   * or what it was last.
   */
  ObjectNode delete(Kind kind, String key, boolean orphanDependents) {
    var object = store.find(kind, key).orElseThrow();
    if (isDeleting(object)) {
      return object;
    }
    if (finalizers(object).isEmpty() && !kind.isNamespace() && !kind.isCrd()) {
      return remove(kind, key, orphanDependents);
    }
    var marked = marked(kind, object);
    store.put(kind, key, marked);
    contents(kind, Json.text(object, "/metadata/name"));
    settle(kind, key);
    return store.find(kind, key).orElse(marked);
  }

  private ObjectNode marked(Kind kind, ObjectNode object) {
    var marked = object.deepCopy();
    var metadata = (ObjectNode) marked.get("metadata");
    metadata.put("deletionTimestamp", now()).put("deletionGracePeriodSeconds", 0);
    if (kind.generated()) {
      metadata.put("generation", metadata.path("generation").asLong() + 1);
    }
    if (kind.isNamespace()) {
      marked.withObject("/status").put("phase", "Terminating");
    }
    return marked;
  }

  private void contents(Kind kind, String name) {
    if (kind.isNamespace()) {
      kinds.all().stream().filter(Kind::namespaced).forEach(k -> deleteAll(k, name));
    } else if (kind.isCrd()) {
      kinds.declaredBy(name).ifPresent(k -> deleteAll(k, ""));
    }
  }

  private void deleteAll(Kind kind, String namespace) {
    for (var object : store.list(kind, namespace)) {
      var key = key(object);
      if (store.find(kind, key).isPresent()) {
        delete(kind, key, false);
      }
    }
  }

  /** Removes an object that is being deleted once nothing holds it any more. */
  private void settle(Kind kind, String key) {
    var object = store.find(kind, key);
    if (object
        .filter(o -> isDeleting(o) && finalizers(o).isEmpty() && isEmpty(kind, o))
        .isPresent()) {
      remove(kind, key, false);
    }
  }

  private boolean isEmpty(Kind kind, ObjectNode object) {
    var name = Json.text(object, "/metadata/name");
    if (kind.isNamespace()) {
      return kinds.all().stream().allMatch(k -> !k.namespaced() || store.isEmpty(k, name));
    }
    return !kind.isCrd() || kinds.declaredBy(name).stream().allMatch(k -> store.isEmpty(k, ""));
  }

  private ObjectNode remove(Kind kind, String key, boolean orphanDependents) {
    var last = store.remove(kind, key);
    if (kind.isCrd()) {
      kinds.withdraw(Json.text(last, "/metadata/name"));
    }
    if (!orphanDependents) {
      for (var place : store.dependents(Json.text(last, "/metadata/uid"))) {
        store
            .find(place.kind(), place.key())
            .filter(this::isOrphan)
            .ifPresent(o -> delete(place.kind(), place.key(), false));
      }
    }
    if (kind.namespaced()) {
      settle(Kinds.NAMESPACE, "/" + Json.text(last, "/metadata/namespace"));
    }
    settle(Kinds.CRD, "/" + kind.qualified());
    return last;
  }

  /** Whether the object has owners, all of kinds served here, and none of them exists. */
  private boolean isOrphan(ObjectNode object) {
    var owners = object.at("/metadata/ownerReferences");
    return !owners.isEmpty()
        && Json.stream(owners)
            .allMatch(
                o ->
                    kinds.serves(o.path("apiVersion").asText(), o.path("kind").asText())
                        && !store.exists(o.path("uid").asText()));
  }

  static boolean isDeleting(JsonNode object) {
    return object.at("/metadata").has("deletionTimestamp");
  }

  static List<String> finalizers(JsonNode object) {
    return Json.stream(object.at("/metadata/finalizers")).map(JsonNode::asText).toList();
  }

  static String key(JsonNode object) {
    return Json.text(object, "/metadata/namespace") + "/" + Json.text(object, "/metadata/name");
  }
}
