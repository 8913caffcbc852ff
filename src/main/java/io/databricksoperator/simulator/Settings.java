package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The switches of this workspace as they stand now. */
final class Settings {
  private final Map<Setting, JsonNode> chosen = new ConcurrentHashMap<>();

  JsonNode value(Setting setting) {
    return chosen.getOrDefault(setting, setting.initial());
  }

  boolean on(Setting setting) {
    return value(setting).booleanValue();
  }

  int number(Setting setting) {
    return value(setting).asInt();
  }

  String text(Setting setting) {
    return value(setting).asText();
  }

  long millis(Setting setting) {
    return Duration.parse(text(setting)).toMillis();
  }

  /**
   * Takes all of the changes or, when one of them is wrong, none; {@code null} brings a default
   * back.
   */
  void change(JsonNode changes) {
    changes.properties().forEach(entry -> check(entry.getKey(), entry.getValue()));
    changes
        .properties()
        .forEach(entry -> set(Setting.named(entry.getKey()).orElseThrow(), entry.getValue()));
  }

  ObjectNode json() {
    ObjectNode all = Json.object();
    for (Setting setting : Setting.values()) {
      all.set(setting.key(), value(setting));
    }
    return all;
  }

  private static void check(String key, JsonNode value) {
    Setting setting =
        Setting.named(key)
            .orElseThrow(
                () ->
                    ApiError.invalid(
                        "There is no setting " + key + ": GET /simulator/settings shows all."));
    if (!value.isNull()) {
      setting.checked(value);
    }
  }

  private void set(Setting setting, JsonNode value) {
    if (value.isNull()) {
      chosen.remove(setting);
    } else {
      chosen.put(setting, setting.checked(value));
    }
  }
}
