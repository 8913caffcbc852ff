package io.databricksoperator.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Settings as tests write them. */
final class Given {
  static final String SALT = "uid-1";
  static final OwnerTag OWNER = OwnerTag.of("cluster-1", "team-a", "nightly");
  static final RunAs ROBOT = RunAs.of("8d23ae77-912e-4a19-81e4-b9c3f5cc9349");

  /** A baseline at which Databricks held nothing beside the manifest. */
  static final Accepted NOTHING_BESIDE = new Accepted(Map.of(), null, SALT);

  private static final YAMLMapper YAML = new YAMLMapper();

  private Given() {}

  static ObjectNode yaml(String text) {
    try {
      return (ObjectNode) YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode file(Path path) {
    try {
      return YAML.readTree(Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stamp stamp(boolean suspend) {
    return new Stamp(OWNER.value(), ROBOT, "nightly", suspend);
  }

  static ObjectNode body(JsonNode settings) {
    return JobBody.of(settings, null, stamp(false));
  }
}
