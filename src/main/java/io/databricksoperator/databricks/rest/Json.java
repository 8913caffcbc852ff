package io.databricksoperator.databricks.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/** JSON in and out: ids stay longs, other nodes are what every Jackson mapper makes of them. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final ObjectReader READER = MAPPER.reader();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static byte[] bytes(ObjectNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree cannot be written", e);
    }
  }

  /** The object in these bytes; empty where they hold anything else. No bytes are {@code {}}. */
  static Optional<ObjectNode> read(byte[] bytes) {
    if (bytes.length == 0) {
      return Optional.of(object());
    }
    try {
      return READER.readTree(bytes) instanceof ObjectNode node
          ? Optional.of(node)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A 64-bit id, sent as a number or as text; null where there is none. */
  static Long id(JsonNode node, String field) {
    var value = node.path(field);
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    if (!value.isTextual() || !value.textValue().matches("\\d{1,19}")) {
      return null;
    }
    var number = new BigInteger(value.textValue());
    return number.bitLength() < Long.SIZE ? number.longValue() : null;
  }

  /** The text of a field, empty where it is missing, null or no scalar. */
  static String text(JsonNode node, String field) {
    return node.path(field).asText("");
  }

  /**
   * Milliseconds since 1970 as an instant; null for 0 and for nothing (databricks-api.md 6.4.22).
   */
  static Instant time(JsonNode node, String field) {
    var millis = node.path(field).asLong(0);
    return millis <= 0 ? null : Instant.ofEpochMilli(millis);
  }
}
