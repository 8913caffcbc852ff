package io.databricksoperator.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.databricksoperator.crds.CrdSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the schemas let in and what they refuse: one file a case under schemas/{kind}. An invalid
 * one begins with `# problem:` and words of the one problem that it has.
 *
 * <p>Only the OpenAPI part of the schemas is checked here; CEL rules (exactly one of several
 * fields, immutable fields) need a real API server.
 */
class SchemaTest {
  private static final Path CASES = Path.of("src/test/resources/schemas");
  private static final String PROBLEM = "# problem: ";

  @TestFactory
  Stream<DynamicTest> validDocumentsAreLetIn() {
    return cases("valid-")
        .map(file -> dynamicTest(name(file), () -> assertThat(problems(file)).isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> invalidDocumentsAreRefusedForTheirReason() {
    return cases("invalid-").map(file -> dynamicTest(name(file), () -> refused(file)));
  }

  @Test
  void everyKindHasCasesOfBothSorts() {
    assertThat(count("valid-")).hasSize(3).allSatisfy((kind, n) -> assertThat(n).isGreaterThan(5));
    assertThat(count("invalid-"))
        .hasSize(3)
        .allSatisfy((kind, n) -> assertThat(n).isGreaterThan(7));
  }

  private static void refused(Path file) throws IOException {
    var first = text(file).lines().findFirst().orElseThrow();
    assertThat(first).startsWith(PROBLEM);
    assertThat(problems(file))
        .as("the one problem of %s", file)
        .singleElement()
        .asString()
        .contains(first.substring(PROBLEM.length()));
  }

  private static List<String> problems(Path file) throws IOException {
    var documents = Documents.ofYaml(text(file));
    assertThat(documents).hasSize(1);
    JsonNode document = documents.getFirst();
    assertThat(document.path("kind").asText()).isEqualToIgnoringCase(kind(file));
    return CrdSchema.problems(document);
  }

  private static Map<String, Long> count(String prefix) {
    return cases(prefix).collect(Collectors.groupingBy(SchemaTest::kind, Collectors.counting()));
  }

  private static Stream<Path> cases(String prefix) {
    return Checkout.under(CASES).stream()
        .filter(file -> file.getFileName().toString().startsWith(prefix));
  }

  private static String kind(Path file) {
    return file.getParent().getFileName().toString();
  }

  private static String name(Path file) {
    return CASES.relativize(file).toString();
  }

  private static String text(Path file) {
    return Checkout.text(file).orElseThrow();
  }
}
