package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The objects, their versions, and who waits for changes. Everything happens inside {@link
 * #locked}; a kept tree is never changed again, so it may be read outside.
 */
final class Store {
  /** How many changes a watch can look back on; older ones are answered with 410. */
  private static final int REMEMBERED = 50_000;

  /** Where an object is. */
  record Place(Kind kind, String key) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, TreeMap<String, ObjectNode>> objects = new HashMap<>();
  private final Map<String, Place> byUid = new HashMap<>();
  private final Map<String, Set<Place>> byOwner = new HashMap<>();
  private final ArrayDeque<Change> changes = new ArrayDeque<>();
  private final List<Watch> watches = new ArrayList<>();
  private long version = 1;

  <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  long version() {
    return version;
  }

  Optional<ObjectNode> find(Kind kind, String key) {
    return Optional.ofNullable(ofKind(kind).get(key)).map(kind::view);
  }

  boolean exists(String uid) {
    return byUid.containsKey(uid);
  }

  /** All objects of a kind, or those of one namespace, ordered by namespace and name. */
  List<ObjectNode> list(Kind kind, String namespace) {
    var all = ofKind(kind);
    var some = namespace.isEmpty() ? all : all.subMap(namespace + "/", namespace + "0");
    return some.values().stream().map(kind::view).toList();
  }

  boolean isEmpty(Kind kind, String namespace) {
    if (namespace.isEmpty()) {
      return ofKind(kind).isEmpty();
    }
    var first = ofKind(kind).ceilingKey(namespace + "/");
    return first == null || !first.startsWith(namespace + "/");
  }

  Set<Place> dependents(String uid) {
    return Set.copyOf(byOwner.getOrDefault(uid, Set.of()));
  }

  /** Keeps the object under a new resourceVersion, which is written into it. */
  void put(Kind kind, String key, ObjectNode object) {
    stamp(object);
    var before = ofKind(kind).put(key, object);
    var place = new Place(kind, key);
    unlink(place, before);
    byUid.put(Json.text(object, "/metadata/uid"), place);
    owners(object).forEach(o -> byOwner.computeIfAbsent(o, u -> new LinkedHashSet<>()).add(place));
    tell(new Change(kind, version, object, Optional.ofNullable(before), false));
  }

  /** Forgets the object. Answers it with the resourceVersion of its removal. */
  ObjectNode remove(Kind kind, String key) {
    var before = ofKind(kind).remove(key);
    unlink(new Place(kind, key), before);
    byUid.remove(Json.text(before, "/metadata/uid"));
    var last = before.deepCopy();
    stamp(last);
    tell(new Change(kind, version, last, Optional.of(before), true));
    return last;
  }

  /** Brings a watch up to date from the given version and keeps it so. Throws 410 if too old. */
  void watch(Watch watch, long since) {
    if (!changes.isEmpty() && since + 1 < changes.peekFirst().version()) {
      throw ApiFailure.expired(since);
    }
    changes.stream().filter(c -> c.version() > since).forEach(watch::offer);
    watches.removeIf(Watch::isClosed);
    watches.add(watch);
  }

  /** The watches that are open now. */
  List<Watch> watches() {
    watches.removeIf(Watch::isClosed);
    return List.copyOf(watches);
  }

  private TreeMap<String, ObjectNode> ofKind(Kind kind) {
    return objects.computeIfAbsent(kind.storage(), k -> new TreeMap<>());
  }

  private void stamp(ObjectNode object) {
    version++;
    ((ObjectNode) object.get("metadata")).put("resourceVersion", Long.toString(version));
  }

  private void unlink(Place place, ObjectNode before) {
    if (before != null) {
      owners(before).forEach(o -> byOwner.computeIfPresent(o, (u, all) -> without(all, place)));
    }
  }

  private static Set<Place> without(Set<Place> all, Place place) {
    all.remove(place);
    return all.isEmpty() ? null : all;
  }

  static List<String> owners(JsonNode object) {
    return Json.stream(object.at("/metadata/ownerReferences"))
        .map(o -> o.path("uid").asText())
        .toList();
  }

  private void tell(Change change) {
    changes.addLast(change);
    if (changes.size() > REMEMBERED) {
      changes.removeFirst();
    }
    watches.forEach(w -> w.offer(change));
  }
}
