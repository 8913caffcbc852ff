package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which objects of a kind a list or watch is about: a namespace, a name, labels and fields. Label
 * selectors as kubectl writes them; field selectors by equality, on any path.
 */
final class Selector implements Predicate<JsonNode> {
  private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)");
  private static final Pattern EQUALITY = Pattern.compile("([^!=]+?)\\s*(!=|==|=)\\s*(.*)");

  private final List<Predicate<JsonNode>> tests = new ArrayList<>();

  Selector(String namespace, String name, Map<String, String> query) {
    if (!namespace.isEmpty()) {
      tests.add(o -> Json.text(o, "/metadata/namespace").equals(namespace));
    }
    if (!name.isEmpty()) {
      tests.add(o -> Json.text(o, "/metadata/name").equals(name));
    }
    split(query.getOrDefault("labelSelector", "")).forEach(t -> tests.add(label(t)));
    split(query.getOrDefault("fieldSelector", "")).forEach(t -> tests.add(field(t)));
  }

  @Override
  public boolean test(JsonNode object) {
    return tests.stream().allMatch(t -> t.test(object));
  }

  private static List<String> split(String selector) {
    return Pattern.compile(",(?![^(]*\\))")
        .splitAsStream(selector)
        .map(String::trim)
        .filter(t -> !t.isEmpty())
        .toList();
  }

  private static Predicate<JsonNode> label(String term) {
    var set = SET.matcher(term);
    if (set.matches()) {
      var values = List.of(set.group(3).trim().split("\\s*,\\s*"));
      var wanted = set.group(2).equals("in");
      return o -> values.contains(label(o, set.group(1))) == wanted;
    }
    var equality = EQUALITY.matcher(term);
    if (equality.matches()) {
      var wanted = !equality.group(2).equals("!=");
      return o -> label(o, equality.group(1)).equals(equality.group(3)) == wanted;
    }
    return term.startsWith("!")
        ? o -> !labels(o).has(term.substring(1).trim())
        : o -> labels(o).has(term);
  }

  /** The value of a label; of one that is not there, a text that no label can have. */
  private static String label(JsonNode object, String name) {
    return labels(object).path(name).asText("\0");
  }

  private static JsonNode labels(JsonNode object) {
    return object.at("/metadata/labels");
  }

  private static Predicate<JsonNode> field(String term) {
    var equality = EQUALITY.matcher(term);
    if (!equality.matches()) {
      throw ApiFailure.badRequest("invalid field selector \"" + term + "\"");
    }
    var pointer = "/" + equality.group(1).replace('.', '/');
    var wanted = !equality.group(2).equals("!=");
    return o -> Json.text(o, pointer).equals(equality.group(3)) == wanted;
  }
}
