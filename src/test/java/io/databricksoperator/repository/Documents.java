package io.databricksoperator.repository;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The YAML documents that a file holds. */
final class Documents {
  private static final Pattern FENCE =
      Pattern.compile("^( *)```ya?ml[^\n]*\n(.*?)^ *```", Pattern.MULTILINE | Pattern.DOTALL);

  private static final YAMLMapper YAML = new YAMLMapper(new YAMLFactory());

  private Documents() {}

  /** Of a YAML file. */
  static List<JsonNode> ofYaml(String text) throws IOException {
    var documents = new ArrayList<JsonNode>();
    try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      values.readAll().stream().filter(JsonNode::isObject).forEach(documents::add);
    }
    return documents;
  }

  /** Of the yaml fences of a Markdown page. */
  static List<JsonNode> ofMarkdown(String text) throws IOException {
    var documents = new ArrayList<JsonNode>();
    for (var fence = FENCE.matcher(text); fence.find(); ) {
      documents.addAll(ofYaml(fence.group(2).replaceAll("(?m)^" + fence.group(1), "")));
    }
    return documents;
  }
}
