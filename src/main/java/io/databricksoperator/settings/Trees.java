package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How this room reads and makes JSON trees. */
final class Trees {
  static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Trees() {}

  /** A copy that may be changed; anything but an object (null included) becomes an empty one. */
  static ObjectNode copy(JsonNode node) {
    return node instanceof ObjectNode object ? object.deepCopy() : JSON.objectNode();
  }

  /** Does this with the field when it holds an object. */
  static void within(ObjectNode parent, String field, Consumer<ObjectNode> work) {
    if (parent.get(field) instanceof ObjectNode object) {
      work.accept(object);
    }
  }

  /** The object in this field; made, or put in the place of anything else, when there is none. */
  static ObjectNode object(ObjectNode parent, String field) {
    return parent.get(field) instanceof ObjectNode object ? object : parent.putObject(field);
  }

  /** Does this with every object in the field's array, or in its map. */
  static void each(ObjectNode parent, String field, Consumer<ObjectNode> work) {
    for (var item : parent.path(field)) {
      if (item instanceof ObjectNode object) {
        work.accept(object);
      }
    }
  }

  /**
   * The names of an object's fields, in their order; a copy, so fields may be removed meanwhile.
   */
  static List<String> names(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Whether the node says anything: present, not null and no blank text. */
  static boolean given(JsonNode node) {
    return node != null
        && !node.isMissingNode()
        && !node.isNull()
        && !(node.isTextual() && node.textValue().isBlank());
  }
}
