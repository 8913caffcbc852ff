package io.databricksoperator.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.databricksoperator.crds.CrdSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What we show people to write is what the CRDs let in. */
class ExamplesTest {

  @Test
  void everyDocumentOfOursInTheExamplesAndThePagesIsValid() throws IOException {
    var problems = new ArrayList<String>();
    for (var file : shown()) {
      for (var document : documents(file)) {
        if (CrdSchema.ours(document)) {
          CrdSchema.problems(document).forEach(problem -> problems.add(file + ": " + problem));
        }
      }
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void aDocumentIsFoundInAFenceEvenBetweenOthersAndIndented() throws IOException {
    var page =
        """
        Text
        ```yaml
        a: 1
        ---
        b: 2
        ```
        ```sh
        c: 3
        ```
        1. In a list:
           ```yml
           d:
             - 4
           ```
        """;
    assertThat(Documents.ofMarkdown(page))
        .extracting(JsonNode::toString)
        .containsExactly("{\"a\":1}", "{\"b\":2}", "{\"d\":[4]}");
  }

  private static List<Path> shown() {
    var files = new ArrayList<Path>();
    files.addAll(Checkout.under(Path.of("examples")));
    Checkout.files().stream()
        .filter(file -> file.startsWith("docs") || file.equals(Path.of("README.md")))
        .forEach(files::add);
    return files;
  }

  private static List<JsonNode> documents(Path file) throws IOException {
    var name = file.toString();
    var text = Checkout.text(file).orElse("");
    if (name.endsWith(".md")) {
      return Documents.ofMarkdown(text);
    }
    return name.endsWith(".yaml") || name.endsWith(".yml") ? Documents.ofYaml(text) : List.of();
  }
}
