package io.databricksoperator.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What `kubectl get` is shown to print is of the manifest above it. */
class OutputsTest {
  private static final Path CRDS = Path.of("deploy/crds");

  private static final List<String> PAGES =
      List.of(
          "README.md",
          "docs/databricksworkspace.md",
          "docs/databricksjob.md",
          "docs/databricksrun.md");

  private static final Pattern FENCE =
      Pattern.compile("^```(yaml|console)\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern OUTPUT =
      Pattern.compile("\\$ kubectl get (\\w+)( -o wide)?\n(.*)", Pattern.DOTALL);

  private static final String BETWEEN_COLUMNS = " {2,}";

  @Test
  void everyKindsOutputIsOfItsManifestAndHasItsColumns() throws IOException {
    // Given
    var kinds = kinds();

    // When
    var shown = new ArrayList<String>();
    for (var page : PAGES) {
      shown.addAll(check(page, kinds));
    }

    // Then
    assertThat(shown).containsExactly("dbw", "dbj", "dbr", "dbw", "dbj", "dbr");
  }

  /** Looks at every output of a page; says of which kinds they are. */
  private static List<String> check(String page, Map<String, JsonNode> kinds) throws IOException {
    var shown = new ArrayList<String>();
    var manifests = new HashMap<String, JsonNode>();
    for (var fence : FENCE.matcher(text(Path.of(page))).results().toList()) {
      var output = OUTPUT.matcher(fence.group(2));
      if (fence.group(1).equals("yaml")) {
        Documents.ofYaml(fence.group(2)).forEach(d -> manifests.put(d.path("kind").asText(), d));
      } else if (output.matches() && kinds.containsKey(output.group(1))) {
        var crd = kinds.get(output.group(1));
        var lines = output.group(3).lines().toList();
        assertThat(lines.getFirst().split(BETWEEN_COLUMNS))
            .as("columns in %s", page)
            .containsExactlyElementsOf(columns(crd, output.group(2) != null));
        isOf(manifests.get(crd.at("/spec/names/kind").asText()), lines, page);
        shown.add(output.group(1));
      }
    }
    return shown;
  }

  private static void isOf(JsonNode manifest, List<String> lines, String page) {
    assertThat(lines)
        .as("rows in %s", page)
        .filteredOn(line -> line.startsWith(manifest.at("/metadata/name").asText() + " "))
        .singleElement()
        .asString()
        .contains(manifest.at("/spec/host").asText());
  }

  private static List<String> columns(JsonNode crd, boolean wide) {
    var columns = new ArrayList<>(List.of("NAME"));
    crd.at("/spec/versions/0/additionalPrinterColumns")
        .forEach(
            column -> {
              if (wide || column.path("priority").asInt() == 0) {
                columns.add(column.path("name").asText().toUpperCase(Locale.ROOT));
              }
            });
    return columns;
  }

  /** The CRDs by their short names. */
  private static Map<String, JsonNode> kinds() throws IOException {
    var kinds = new HashMap<String, JsonNode>();
    for (var file : Checkout.under(CRDS)) {
      for (var crd : Documents.ofYaml(text(file))) {
        crd.at("/spec/names/shortNames").forEach(name -> kinds.put(name.asText(), crd));
      }
    }
    return kinds;
  }

  private static String text(Path file) {
    return Checkout.text(file).orElseThrow();
  }
}
