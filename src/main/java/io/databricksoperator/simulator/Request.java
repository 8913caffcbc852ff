package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, read whole.
 *
 * @param rawQuery as it came, without the question mark; empty when there is none
 * @param authorization the header, or empty
 */
record Request(String method, String path, String rawQuery, String authorization, byte[] body) {

  /** Databricks' limit for one request in bytes (databricks-api.md 1.10). */
  static final int MOST_BYTES = 10 * 1024 * 1024;

  /**
   * What faults, permissions and counts know a call by, such as {@code POST /api/2.2/jobs/create}.
   */
  String route() {
    return method + " " + path;
  }

  /** The body as a JSON object; no body is an empty one. */
  ObjectNode json() {
    if (body.length == 0) {
      return Json.object();
    }
    if (body.length > MOST_BYTES) {
      throw ApiError.malformed("the body exceeds 10 MB.");
    }
    try {
      if (Json.MAPPER.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw ApiError.malformed(
          "the body is not JSON: " + e.getMessage().lines().findFirst().orElse(""));
    }
    throw ApiError.malformed("Expected an object.");
  }

  Map<String, String> query() {
    return form(rawQuery);
  }

  /** The body as an HTML form. */
  Map<String, String> form() {
    return form(new String(body, StandardCharsets.UTF_8));
  }

  Optional<String> query(String name) {
    return Optional.ofNullable(query().get(name)).filter(value -> !value.isEmpty());
  }

  boolean flag(String name) {
    return query(name).map("true"::equalsIgnoreCase).orElse(false);
  }

  /** A whole number of the query; empty when it is left out. */
  Optional<Long> number(String name) {
    return query(name).map(text -> parse(name, text));
  }

  long id(String name) {
    return number(name).orElseThrow(() -> ApiError.invalid("Missing required field: " + name));
  }

  private static long parse(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ApiError.invalid(
          "Invalid value '"
              + text
              + "' for the parameter "
              + name
              + ": a whole number is expected.");
    }
  }

  /** The body for the ledger; forms can hold secrets, so of those only the harmless fields. */
  JsonNode shown() {
    if (path.startsWith("/oidc/")) {
      Map<String, String> harmless = form();
      harmless.keySet().retainAll(List.of("grant_type", "scope", "client_id"));
      return Json.MAPPER.valueToTree(harmless);
    }
    try {
      return body.length == 0 ? Json.MAPPER.nullNode() : Json.MAPPER.readTree(body);
    } catch (IOException e) {
      return Json.MAPPER.valueToTree("not JSON, " + body.length + " bytes");
    }
  }

  private static Map<String, String> form(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : text.split("&")) {
      String[] parts = pair.split("=", 2);
      if (!parts[0].isEmpty()) {
        fields.put(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1]));
      }
    }
    return fields;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiError.malformed("bad percent-encoding in " + text);
    }
  }
}
