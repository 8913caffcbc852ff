package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;

/** The kinds of patch that say what to change. Server-side apply is in {@link Apply}. */
final class Patches {
  private Patches() {}

  /** RFC 6902. Throws 422 when an operation does not fit the object. */
  static ObjectNode json(Target target, ObjectNode object, JsonNode operations) {
    JsonNode patched = object;
    try {
      for (var operation : operations) {
        // The library takes the removal of what is not there for done; Kubernetes does not.
        var path = operation.path("path").asText();
        if (operation.path("op").asText().equals("remove") && patched.at(path).isMissingNode()) {
          throw unfit(target, "the path " + path + " does not exist");
        }
        patched = JsonPatch.apply(Json.object().arrayNode().add(operation), patched);
      }
    } catch (JsonPatchException e) {
      throw unfit(target, e.getMessage());
    }
    return (ObjectNode) patched;
  }

  private static ApiFailure unfit(Target target, String why) {
    return Rules.invalid(target, "patch", why);
  }

  /** RFC 7396. The directives of strategic merge patches ({@code $patch} and such) are skipped. */
  static ObjectNode merge(ObjectNode object, JsonNode patch) {
    for (var field : patch.properties()) {
      var name = field.getKey();
      var value = field.getValue();
      if (value.isNull()) {
        object.remove(name);
      } else if (value.isObject()) {
        var base = object.get(name) instanceof ObjectNode old ? old : Json.object();
        object.set(name, merge(base, value));
      } else if (!name.startsWith("$")) {
        object.set(name, value);
      }
    }
    return object;
  }
}
