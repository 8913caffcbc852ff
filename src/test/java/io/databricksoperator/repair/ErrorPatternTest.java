package io.databricksoperator.repair;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorPatternTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?i)schema mismatch",
        "\\d{4}-\\d{2}-\\d{2}T\\d{2}",
        "error.{0,200}in.{0,100}line",
        "a{3,}",
        "a{1000}",
        "x{,3}",
        "{}"
      })
  void expressionsThatPeopleWriteAreFine(String text) {
    // When
    var problem = ErrorPattern.problem(text);
    // Then
    assertThat(problem).isEmpty();
    assertThatCode(() -> ErrorPattern.of(text)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{1000}){1000}){1000}",
        "((a{1000})\\Q\\E{1000})\\Q\\E{1000}",
        "((a{2,1000}){2,1000}){2,}",
        "(((((a{99}){99}){99}){99}){99}){99}",
        "(ab{60}){50}",
        "a{1001}",
        "(?=a)",
        "(a)\\1",
        "("
      })
  void expressionsThatCannotBeReadOrAreTooLargeAreRefusedAtOnce(String text) {
    // When
    var problem = Assertions.assertTimeout(ofSeconds(5), () -> ErrorPattern.problem(text));
    // Then
    assertThat(problem).isPresent();
  }

  @Test
  void theWorstExpressionThatIsLetInDoesNotHangTheOperator() {
    // Given
    var pattern = ErrorPattern.of("(?:a?){980}Z");
    // When
    var found = Assertions.assertTimeout(ofSeconds(5), () -> pattern.find("a".repeat(1_000_000)));
    // Then
    assertThat(ErrorPattern.problem("(?:a?){980}Z")).isEmpty();
    assertThat(found).isEmpty();
  }

  @Test
  void onlyTheBeginningOfATextIsSearched() {
    // Given
    var pattern = ErrorPattern.of("needle");
    // When
    var early = pattern.find("-".repeat(4090) + "needle" + "-".repeat(9000));
    var late = pattern.find("-".repeat(4091) + "needle");
    // Then
    assertThat(early).isPresent();
    assertThat(late).isEmpty();
  }

  @Test
  void theExcerptShowsWhatWasFound() {
    // Given
    var text =
        "at line\n".repeat(100) + "Caused by: SQLException: duplicate key" + "\n at".repeat(99);
    // When
    var found = ErrorPattern.of("duplicate").find(text);
    // Then
    assertThat(found.orElseThrow())
        .startsWith("…")
        .contains("SQLException: duplicate key")
        .endsWith("…");
    assertThat(found.orElseThrow().length()).isLessThanOrEqualTo(201);
  }

  @Test
  void noExcerptCutsACharacterInTwo() {
    // Given
    var even = "😀".repeat(300);
    var odd = "-" + even;
    // When
    var cuts =
        new String[] {
          Excerpt.of(even), Excerpt.of(odd), Excerpt.around(even, 301), Excerpt.around(odd, 301)
        };
    // Then
    assertThat(cuts).allSatisfy(cut -> assertThat(cut).matches("…?-?(😀)+…"));
  }
}
