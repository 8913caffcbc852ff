package io.databricksoperator.crds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.databricksoperator.api.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The tables in the pages under docs that say what the code says: the fields of a kind, from its
 * CRD, and the reasons that a room gives, from its code and {@link Reason}.
 *
 * <p>They stand between {@code <!-- table: spec of DatabricksJob -->} (or {@code status of}, or
 * {@code reasons of job}) and {@code <!-- end of table -->}.
 */
public final class PageTables {
  private static final Path MAIN = Path.of("src", "main", "java", "io", "databricksoperator");

  private static final Pattern TABLE =
      Pattern.compile(
          "(<!-- table: (\\w+) of ([\\w ]+) -->\n).*?(<!-- end of table -->)", Pattern.DOTALL);

  private static final Pattern REASON = Pattern.compile("\\bReason\\.([A-Z]\\w+)");

  /** Databricks' own, described by Databricks. */
  private static final Set<String> VERBATIM = Set.of("settings", "submit", "extraSettings");

  private PageTables() {}

  /**
   * Brings the tables of pages up to date.
   *
   * @param args the folder of the pages
   */
  public static void main(String[] args) throws IOException {
    try (var pages = Files.list(Path.of(args[0]))) {
      for (var page : pages.filter(p -> p.toString().endsWith(".md")).sorted().toList()) {
        Files.writeString(page, upToDate(Files.readString(page)));
      }
    }
  }

  /** The page with its tables as they should be. */
  public static String upToDate(String page) {
    return TABLE
        .matcher(page)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    match.group(1) + table(match.group(2), match.group(3)) + match.group(4)));
  }

  private static String table(String what, String of) {
    return what.equals("reasons") ? reasons(of) : fields(of, what);
  }

  private static String fields(String kind, String part) {
    var crd = CrdGenerator.crds().get(kind);
    var schema = crd.at("/spec/versions/0/schema/openAPIV3Schema/properties/" + part);
    var table = new StringBuilder("| Field | Type | Meaning |\n|---|---|---|\n");
    fields(schema, "", table);
    return table.toString();
  }

  private static void fields(JsonNode object, String prefix, StringBuilder table) {
    var required =
        StreamSupport.stream(object.path("required").spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.toSet());
    for (var field : object.path("properties").properties()) {
      var name = prefix + field.getKey();
      var schema = (ObjectNode) field.getValue();
      table.append(
          "| `%s` | %s | %s%s |\n"
              .formatted(
                  name,
                  type(schema),
                  required.contains(field.getKey()) ? "Required. " : "",
                  schema.path("description").asText().replace("|", "\\|")));
      if (!VERBATIM.contains(name) && !name.equals("conditions")) {
        fields(schema, name + ".", table);
        fields(schema.path("items"), name + "[].", table);
      }
    }
  }

  private static String type(JsonNode schema) {
    if (schema.has("enum")) {
      return StreamSupport.stream(schema.path("enum").spliterator(), false)
          .map(value -> "`" + value.asText() + "`")
          .collect(Collectors.joining(", "));
    }
    if (schema.path("type").asText().equals("array")) {
      return "list of " + type(schema.path("items")) + "s";
    }
    return schema.has("additionalProperties") ? "map" : schema.path("type").asText("any");
  }

  private static String reasons(String rooms) {
    var used = new HashSet<String>();
    Arrays.stream(rooms.split(" ")).forEach(room -> used.addAll(used(MAIN.resolve(room))));
    return "| Reason | Meaning |\n|---|---|\n"
        + Arrays.stream(Reason.values())
            .filter(reason -> used.contains(reason.name()))
            .map(reason -> "| `" + reason + "` | " + reason.sentence() + " |\n")
            .collect(Collectors.joining());
  }

  private static Set<String> used(Path room) {
    try (var files = Files.list(room)) {
      return files
          .filter(Files::isRegularFile)
          .flatMap(file -> REASON.matcher(text(file)).results())
          .map(match -> match.group(1))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
