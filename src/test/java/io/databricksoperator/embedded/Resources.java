package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads and writes of single objects, with the rules that hold for all kinds. */
final class Resources {
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9:]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9:]*[a-z0-9])?)*");
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

  private final Store store;
  private final Lifecycle lifecycle;

  Resources(Store store, Lifecycle lifecycle) {
    this.store = store;
    this.lifecycle = lifecycle;
  }

  /** Throws 404. */
  ObjectNode get(Target target) {
    return store
        .find(target.kind(), target.key())
        .orElseThrow(() -> ApiFailure.notFound(target.kind(), target.name()));
  }

  ObjectNode create(Target target, ObjectNode body) {
    var object = body.deepCopy();
    identify(target, object);
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
    identify(target, object);
    if (target.kind().generated() && Json.text(object, "/metadata/resourceVersion").isEmpty()) {
      var why = "Invalid value: 0x0: must be specified for an update";
      throw invalid(target, "metadata.resourceVersion", why);
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
    identify(target, configuration);
    var metadata = configuration.withObject("/metadata");
    metadata.put("name", target.name());
    check(target, configuration, false);
    var live = store.find(target.kind(), target.key());
    if (live.isPresent()) {
      var apply = Apply.of(live.get(), configuration, target);
      var proposed = apply.result().deepCopy();
      var asked = (ObjectNode) proposed.get("metadata");
      for (var precondition : List.of("uid", "resourceVersion")) {
        if (metadata.has(precondition)) {
          asked.set(precondition, metadata.get(precondition));
        }
      }
      return save(target, live.get(), proposed, Optional.of(apply));
    }
    if (target.isStatus()) {
      throw ApiFailure.notFound(target.kind(), target.name());
    }
    if (metadata.has("uid") || metadata.has("resourceVersion")) {
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
    for (var name : List.of("uid", "resourceVersion")) {
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
    checkPlace(target);
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
    check(target, object, true);
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
    preconditions(target, before, proposed);
    var after = target.isStatus() ? before.deepCopy() : proposed;
    if (target.isStatus() || target.kind().statusSubresource()) {
      var status = (target.isStatus() ? proposed : before).get("status");
      after.remove("status");
      if (status != null) {
        after.set("status", status);
      }
    }
    keepSystemFields(target, before, after);
    encode(target.kind(), after);
    check(target, after, true);
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

  private void preconditions(Target target, ObjectNode before, ObjectNode proposed) {
    var uid = Json.text(proposed, "/metadata/uid");
    if (!uid.isEmpty() && !uid.equals(Json.text(before, "/metadata/uid"))) {
      var why = "Precondition failed: UID in precondition: " + uid + ", UID in object meta: ";
      throw ApiFailure.conflict(
          target.kind(), target.name(), why + Json.text(before, "/metadata/uid"));
    }
    var version = Json.text(proposed, "/metadata/resourceVersion");
    if (!version.isEmpty() && !version.equals(Json.text(before, "/metadata/resourceVersion"))) {
      throw ApiFailure.stale(target.kind(), target.name());
    }
  }

  private static void keepSystemFields(Target target, ObjectNode before, ObjectNode after) {
    var old = before.get("metadata");
    var metadata = after.withObject("/metadata");
    metadata.remove(KEPT);
    KEPT.stream().filter(old::has).forEach(f -> metadata.set(f, old.get(f)));
    if (old.has("managedFields") && !metadata.path("managedFields").isArray()) {
      metadata.set("managedFields", old.get("managedFields"));
    }
    after.set("apiVersion", before.get("apiVersion"));
    after.set("kind", before.get("kind"));
    var added = new HashSet<>(Lifecycle.finalizers(after));
    Lifecycle.finalizers(before).forEach(added::remove);
    if (Lifecycle.isDeleting(before) && !added.isEmpty()) {
      var why = "Forbidden: no new finalizers can be added if the object is being deleted";
      throw invalid(target, "metadata.finalizers", why);
    }
  }

  private static void identify(Target target, ObjectNode body) {
    var kind = target.kind();
    var asked = body.path("apiVersion").asText("") + ", Kind=" + body.path("kind").asText("");
    if (!asked.equals(kind.apiVersion() + ", Kind=" + kind.kind())) {
      throw ApiFailure.badRequest(
          "the object is " + asked + ", expected " + kind.apiVersion() + ", Kind=" + kind.kind());
    }
    var name = Json.text(body, "/metadata/name");
    if (!target.name().isEmpty() && !name.isEmpty() && !name.equals(target.name())) {
      throw ApiFailure.badRequest(
          "the name of the object (%s) does not match the name on the URL (%s)"
              .formatted(name, target.name()));
    }
    var namespace = Json.text(body, "/metadata/namespace");
    if (kind.namespaced() && !namespace.isEmpty() && !namespace.equals(target.namespace())) {
      throw ApiFailure.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
  }

  private void checkPlace(Target target) {
    var kind = target.kind();
    if (target.name().isEmpty()) {
      throw invalid(target, "metadata.name", "Required value: name or generateName is required");
    }
    if (target.name().length() > 253 || !NAME.matcher(target.name()).matches()) {
      throw invalid(
          target,
          "metadata.name",
          "Invalid value: \""
              + target.name()
              + "\": a lowercase RFC 1123"
              + " subdomain must consist of lower case alphanumeric characters, '-' or '.'");
    }
    if (store.find(kind, target.key()).isPresent()) {
      throw ApiFailure.alreadyExists(kind, target.name());
    }
    var crd = store.find(Kinds.CRD, "/" + kind.qualified());
    if (crd.filter(Lifecycle::isDeleting).isPresent()) {
      throw ApiFailure.methodNotAllowed(
          "create not allowed while custom resource definition is terminating");
    }
    if (kind.namespaced()) {
      checkNamespace(target);
    }
  }

  private void checkNamespace(Target target) {
    var namespace =
        store
            .find(Kinds.NAMESPACE, "/" + target.namespace())
            .orElseThrow(() -> ApiFailure.notFound(Kinds.NAMESPACE, target.namespace()));
    if (Lifecycle.isDeleting(namespace)) {
      throw ApiFailure.forbidden(
          target.kind(),
          target.name(),
          "unable to create new content in namespace %s because it is being terminated"
              .formatted(target.namespace()));
    }
  }

  /** Refuses or drops unknown fields and, if asked, refuses wrong values. */
  private static void check(Target target, ObjectNode object, boolean values) {
    var schema = target.kind().schema();
    var unknown = schema.prune(object);
    if (!unknown.isEmpty() && target.strict()) {
      throw ApiFailure.badRequest(
          "%s in version \"%s\" cannot be handled as a %1$s: strict decoding error: %s"
              .formatted(
                  target.kind().kind(),
                  target.kind().version(),
                  String.join(
                      ", ", unknown.stream().map(u -> "unknown field \"" + u + "\"").toList())));
    }
    var faults = values ? schema.violations(object) : List.<ApiFailure.Cause>of();
    if (!faults.isEmpty()) {
      throw ApiFailure.invalid(target.kind(), target.name(), faults);
    }
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

  private static ApiFailure invalid(Target target, String field, String why) {
    var cause = new ApiFailure.Cause("FieldValueInvalid", field, why);
    return ApiFailure.invalid(target.kind(), target.name(), List.of(cause));
  }
}
