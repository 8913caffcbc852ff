package io.databricksoperator.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every folder is a story and its end; a new story is a new folder. */
class GoldenTest {

  private static final Path PAGE = Path.of("docs/repair-policy.md");
  private static final String SENTENCE = "> ";

  @TestFactory
  Stream<DynamicTest> eachCaseEndsAsWritten() throws IOException {
    return GoldenCase.all().stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
  }

  private static void check(GoldenCase golden) throws IOException {
    // Given
    var expected = golden.expected();
    // When
    var decided = golden.decided();
    // Then
    assertThat(decided).isEqualTo(expected);
  }

  @Test
  void thePageForPeopleQuotesOnlySentencesThatAreReallyPrinted() throws IOException {
    // Given
    var printed = new ArrayList<String>();
    for (var golden : GoldenCase.all()) {
      printed.addAll(sentences(golden));
    }
    // When
    var quoted =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith(SENTENCE))
            .map(line -> line.substring(SENTENCE.length()))
            .toList();
    // Then
    assertThat(quoted).hasSizeGreaterThan(15);
    assertThat(printed).containsAll(quoted);
  }

  private static List<String> sentences(GoldenCase golden) throws IOException {
    return switch (golden.decided().get("problems")) {
      case null -> List.of(golden.decided().get("why").toString());
      case List<?> problems -> problems.stream().map(Object::toString).toList();
      case Object other -> throw new IllegalStateException(other.toString());
    };
  }
}
