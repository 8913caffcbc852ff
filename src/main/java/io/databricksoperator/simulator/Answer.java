package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One HTTP answer. */
record Answer(int status, Map<String, String> headers, byte[] body) {

  static Answer json(int status, JsonNode body) {
    return new Answer(
        status,
        Map.of("Content-Type", "application/json"),
        Json.text(body).getBytes(StandardCharsets.UTF_8));
  }

  static Answer ok(JsonNode body) {
    return json(200, body);
  }

  Answer with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Answer(status, all, body);
  }
}
