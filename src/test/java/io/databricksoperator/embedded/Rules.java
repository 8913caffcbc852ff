package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** What the server refuses, whatever the kind: each method throws the refusal. */
final class Rules {
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9:]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9:]*[a-z0-9])?)*");
  private final Store store;

  Rules(Store store) {
    this.store = store;
  }

  /** 409 when the proposal is of another object or another version than the live one. */
  static void preconditions(Target target, ObjectNode before, ObjectNode proposed) {
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

  /** 422 when an object that is being deleted gets a new finalizer. */
  static void finalizers(Target target, ObjectNode before, ObjectNode after) {
    var added = new HashSet<>(Lifecycle.finalizers(after));
    Lifecycle.finalizers(before).forEach(added::remove);
    if (Lifecycle.isDeleting(before) && !added.isEmpty()) {
      var why = "Forbidden: no new finalizers can be added if the object is being deleted";
      throw invalid(target, "metadata.finalizers", why);
    }
  }

  /** 400 when the body is of another kind, name or namespace than the path. */
  static void identify(Target target, ObjectNode body) {
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

  /** 422, 409, 405, 404 or 403 when no object of this name can be created here and now. */
  void place(Target target) {
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
      namespace(target);
    }
  }

  private void namespace(Target target) {
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
  static void content(Target target, ObjectNode object, boolean values) {
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

  /** A 422 about one field. */
  static ApiFailure invalid(Target target, String field, String why) {
    var cause = new ApiFailure.Cause("FieldValueInvalid", field, why);
    return ApiFailure.invalid(target.kind(), target.name(), List.of(cause));
  }
}
