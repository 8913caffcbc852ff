package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/**
 * Takes out what has no meaning in a tree: empty maps and lists, nulls, how a number is written.
 */
final class Tidy {
  private static final int DIGITS_OF_A_LONG = 18;

  private Tidy() {}

  /** A copy in which objects hold no null, no empty map and no empty list. */
  static ObjectNode object(ObjectNode object) {
    var copy = Trees.JSON.objectNode();
    for (var name : Trees.names(object)) {
      var value = value(object.get(name));
      if (!value.isNull() && (!empty(value) || meansSomething(name, value))) {
        copy.set(name, value);
      }
    }
    return copy;
  }

  /** A number by its value, so that 1, 1.0 and 1e0 are one; anything else as it is. */
  static JsonNode scalar(JsonNode node) {
    if (!node.isNumber() || node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
      return node;
    }
    var number = node.decimalValue().stripTrailingZeros();
    return whole(number) ? LongNode.valueOf(number.longValue()) : DecimalNode.valueOf(number);
  }

  private static boolean whole(BigDecimal number) {
    return number.scale() <= 0 && (long) number.precision() - number.scale() <= DIGITS_OF_A_LONG;
  }

  private static JsonNode value(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> object(object);
      case ArrayNode array -> {
        var copy = Trees.JSON.arrayNode();
        array.forEach(element -> copy.add(value(element)));
        yield copy;
      }
      default -> scalar(node);
    };
  }

  private static boolean empty(JsonNode value) {
    return value.isContainerNode() && value.isEmpty();
  }

  /** {@code continuous: {}} starts a job at once (databricks-api.md 3.8). */
  private static boolean meansSomething(String name, JsonNode value) {
    return value.isObject() && name.equals("continuous");
  }
}
