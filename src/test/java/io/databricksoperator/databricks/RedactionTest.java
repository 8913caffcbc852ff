package io.databricksoperator.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Other people's text loses its secrets before it is cut, so that no half of one is left. */
class RedactionTest {

  private static final String TOKEN = "dapi0123456789abcdef0123456789abcdef";

  @Test
  void nothingIsTheEmptyText() {
    assertThat(Redaction.of(null)).isEmpty();
    assertThat(Redaction.of(null, 5)).isEmpty();
    assertThat(Redaction.ofEnd(null, 5)).isEmpty();
  }

  @Test
  void aSecretAtTheCutIsHiddenWhole() {
    assertThat(Redaction.of("x".repeat(90) + TOKEN + " more", 100))
        .isEqualTo("x".repeat(90) + "*** more");
    assertThat(Redaction.ofEnd("more " + TOKEN + "x".repeat(90), 100))
        .doesNotContain("abcdef")
        .endsWith("x".repeat(90));
  }

  @Test
  void theBeginningIsCutBetweenCharacters() {
    assertThat(Redaction.of("x".repeat(98) + "😀😀", 100)).isEqualTo("x".repeat(98) + "…");
  }

  @Test
  void theEndIsCutBetweenCharacters() {
    // Given
    var text = "a".repeat(9000) + "😀" + "x".repeat(99);

    // Then
    assertThat(Redaction.ofEnd(text, 100)).isEqualTo("…😀" + "x".repeat(99));
    assertThat(Redaction.ofEnd("short", 100)).isEqualTo("short");
  }
}
