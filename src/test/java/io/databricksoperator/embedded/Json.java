package io.databricksoperator.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** JSON and YAML text to trees and back. */
final class Json {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  private static final ObjectWriter ASCII =
      JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());

  /** How JSON begins; YAML can read JSON too, but takes ten times as long. */
  private static final Pattern QUOTED_START = Pattern.compile("[\\s\\[{]*\"");

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static JsonNode missing() {
    return MissingNode.getInstance();
  }

  /** Parses JSON, or YAML of one document. Throws 400 when it is neither. */
  static JsonNode parse(String text) {
    try {
      var json = QUOTED_START.matcher(text).lookingAt();
      return json ? JSON.readTree(text) : YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw ApiFailure.badRequest("the object provided is unrecognized: " + e.getOriginalMessage());
    }
  }

  /** As {@link #parse}, and throws 400 when the text is not an object. */
  static ObjectNode parseObject(String text) {
    if (parse(text) instanceof ObjectNode object) {
      return object;
    }
    throw ApiFailure.badRequest("the object provided is unrecognized: not an object");
  }

  /** The tree as text in which every character beyond ASCII is escaped. */
  static String ascii(JsonNode tree) {
    try {
      return ASCII.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always writable", e);
    }
  }

  static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static String text(JsonNode object, String pointer) {
    return object.at(pointer).asText("");
  }
}
