package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;

/** Answers requests out of the store: verbs, lists, patches by content type. */
final class Api {
  /** An HTTP answer. */
  record Answer(int status, JsonNode body) {}

  private final Store store;
  private final Kinds kinds;
  private final Lifecycle lifecycle;
  private final Resources resources;
  private final Questions questions;
  private final Discovery discovery;

  Api(Store store, Kinds kinds, Lifecycle lifecycle, Clock clock) {
    this.store = store;
    this.kinds = kinds;
    this.lifecycle = lifecycle;
    this.resources = new Resources(store, lifecycle);
    this.questions = new Questions(store, clock);
    this.discovery = new Discovery(kinds);
  }

  /** Everything but watches. Throws the refusal. */
  Answer answer(Call call) {
    if (call.contentType().contains("protobuf") || call.contentType().contains("cbor")) {
      throw ApiFailure.unsupportedMediaType(call.contentType());
    }
    return store.locked(() -> call.isDiscovery() ? discovery(call) : resource(call));
  }

  /** Opens a watch: with what there is, or with what has changed since a version. */
  Watch watch(Call call) {
    return store.locked(
        () -> {
          var kind = kind(call);
          var watch = new Watch(kind, selector(call));
          var since = call.parameter("resourceVersion");
          if (since.isEmpty() || since.equals("0")) {
            store.list(kind, call.request().namespace()).forEach(watch::offerExisting);
            store.watch(watch, store.version());
          } else {
            store.watch(watch, Long.parseLong(since));
          }
          return watch;
        });
  }

  private Answer discovery(Call call) {
    return new Answer(
        200, discovery.page(call.request().name()).orElseThrow(ApiFailure::noSuchPath));
  }

  private Kind kind(Call call) {
    return kinds
        .find(call.apiVersion(), call.request().resource())
        .orElseThrow(ApiFailure::noSuchPath);
  }

  private Answer resource(Call call) {
    return questions.answer(call).map(a -> new Answer(201, a)).orElseGet(() -> kept(call));
  }

  private Answer kept(Call call) {
    var kind = kind(call);
    var target = call.target(kind, lifecycle.now());
    var subresource = target.subresource();
    if (!subresource.isEmpty() && !(target.isStatus() && kind.statusSubresource())) {
      throw ApiFailure.noSuchPath();
    }
    return switch (call.request().verb()) {
      case "get" -> new Answer(200, shown(call, kind, resources.get(target)));
      case "list" -> new Answer(200, list(call, kind));
      case "create" ->
          new Answer(
              201, shown(call, kind, resources.create(target, Json.parseObject(call.body()))));
      case "update" ->
          new Answer(
              200, shown(call, kind, resources.replace(target, Json.parseObject(call.body()))));
      case "patch" -> patch(call, target);
      case "delete" -> new Answer(200, deleted(call, target));
      case "deletecollection" -> new Answer(200, deleteAll(call, target));
      default -> throw ApiFailure.methodNotAllowed("the server does not allow this method");
    };
  }

  private static JsonNode shown(Call call, Kind kind, ObjectNode object) {
    return call.wantsTable() ? Tables.of(kind, List.of(object), object) : object;
  }

  private Selector selector(Call call) {
    return new Selector(call.request().namespace(), call.request().name(), call.query());
  }

  private List<ObjectNode> select(Call call, Kind kind) {
    return store.list(kind, call.request().namespace()).stream().filter(selector(call)).toList();
  }

  private JsonNode list(Call call, Kind kind) {
    var items = select(call, kind);
    var list = Json.object();
    list.put("kind", kind.kind() + "List").put("apiVersion", kind.apiVersion());
    list.putObject("metadata").put("resourceVersion", Long.toString(store.version()));
    if (call.wantsTable()) {
      return Tables.of(kind, items, list);
    }
    list.putArray("items").addAll(items);
    return list;
  }

  private Answer patch(Call call, Target target) {
    var existed = store.find(target.kind(), target.key()).isPresent();
    var object =
        switch (call.contentType()) {
          case "application/apply-patch+yaml" ->
              resources.apply(target, Json.parseObject(call.body()));
          case "application/json-patch+json" ->
              resources.patch(target, o -> Patches.json(target, o, Json.parse(call.body())));
          case "application/merge-patch+json", "application/strategic-merge-patch+json" ->
              resources.patch(target, o -> Patches.merge(o, Json.parseObject(call.body())));
          default -> throw ApiFailure.unsupportedMediaType(call.contentType());
        };
    return new Answer(existed ? 200 : 201, shown(call, target.kind(), object));
  }

  private JsonNode deleted(Call call, Target target) {
    var options = call.body().isBlank() ? Json.object() : Json.parseObject(call.body());
    if (!options.has("propagationPolicy")) {
      options.put("propagationPolicy", call.parameter("propagationPolicy"));
    }
    var last = resources.delete(target, options);
    if (store.find(target.kind(), target.key()).isPresent()) {
      return last;
    }
    var status = Json.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Success");
    status
        .putObject("details")
        .put("name", target.name())
        .put("group", target.kind().group())
        .put("kind", target.kind().plural())
        .put("uid", Json.text(last, "/metadata/uid"));
    return status;
  }

  private JsonNode deleteAll(Call call, Target target) {
    var list = list(call, target.kind());
    for (var object : select(call, target.kind())) {
      var key = Lifecycle.key(object);
      if (store.find(target.kind(), key).isPresent()) {
        lifecycle.delete(target.kind(), key, false);
      }
    }
    return list;
  }
}
