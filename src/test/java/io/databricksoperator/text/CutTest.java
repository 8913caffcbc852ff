package io.databricksoperator.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text is cut between characters, so that it reads back as it was written. */
class CutTest {

  private static final String SMILES = "ab😀😀😀cd";

  private static String stored(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  @Test
  void whatFitsIsKeptAndWhatDoesNotIsMarked() {
    assertThat(Cut.to("abcde", 5)).isEqualTo("abcde");
    assertThat(Cut.to("abcdef", 5)).isEqualTo("abcd…");
    assertThat(Cut.head("abcdef", 5)).isEqualTo("abcde");
    assertThat(Cut.from("abcdef", 4)).isEqualTo("ef");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void noCharacterIsCutInTwo(int place) {
    for (var part :
        new String[] {Cut.to(SMILES, place), Cut.head(SMILES, place), Cut.from(SMILES, place)}) {
      assertThat(part).isEqualTo(stored(part)).doesNotContain("?");
    }
    assertThat(Cut.to(SMILES, place)).hasSizeLessThanOrEqualTo(place);
    assertThat(Cut.head(SMILES, place)).hasSizeLessThanOrEqualTo(place);
  }

  @Test
  void theEndBeginsWithAWholeCharacter() {
    assertThat(Cut.from(SMILES, 7)).isEqualTo("😀cd");
  }

  @Test
  void placesBeyondTheTextAreItsEnds() {
    assertThat(Cut.head("ab", 9)).isEqualTo("ab");
    assertThat(Cut.from("ab", -9)).isEqualTo("ab");
    assertThat(Cut.from("ab", 9)).isEmpty();
  }

  @Test
  void halvesThatSomebodyElseLeftBecomeWhatTheyAreStoredAs() {
    // Given
    var halves = "a" + "😀".charAt(0) + "b" + "😀".charAt(1);

    // Then
    assertThat(Cut.to(halves, 10)).isEqualTo("a?b?");
    assertThat(Cut.head(halves, 2)).isEqualTo("a?");
    assertThat(Cut.from(halves, 2)).isEqualTo("b?");
  }
}
