package io.databricksoperator.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class BackoffPropertyTest {

  @Property
  void noWaitIsLongerThanTheLongestOrNegative(
      @ForAll @IntRange(max = 100_000) int initial,
      @ForAll @DoubleRange(min = 1, max = 10) double factor,
      @ForAll @IntRange(max = 100_000) int max,
      @ForAll @IntRange(max = 1000) int repairsMade,
      @ForAll @StringLength(max = 40) String seed) {
    // Given
    var backoff = new Backoff(Duration.ofSeconds(initial), factor, Duration.ofSeconds(max));
    // When
    var wait = backoff.before(repairsMade, seed);
    // Then
    assertThat(wait).isBetween(Duration.ZERO, Duration.ofSeconds(max));
  }

  @Property
  void eachWaitIsAtLeastThePlainOneAndAtMostAFifthLonger(
      @ForAll @IntRange(min = 1, max = 600) int initial,
      @ForAll @IntRange(max = 6) int repairsMade,
      @ForAll @StringLength(max = 40) String seed) {
    // Given
    var plain = Duration.ofSeconds(initial).multipliedBy(1L << repairsMade);
    var backoff = new Backoff(Duration.ofSeconds(initial), 2, Duration.ofDays(365));
    // When
    var wait = backoff.before(repairsMade, seed);
    // Then
    assertThat(wait).isBetween(plain, plain.multipliedBy(6).dividedBy(5));
  }

  @Property
  void theNextWaitIsShorterByTheJitterAtMost(
      @ForAll @IntRange(min = 1, max = 600) int initial,
      @ForAll @DoubleRange(min = 1, max = 10) double factor,
      @ForAll @IntRange(max = 50) int repairsMade,
      @ForAll @StringLength(max = 40) String seed) {
    // Given
    var backoff = new Backoff(Duration.ofSeconds(initial), factor, Duration.ofMinutes(15));
    // When
    var wait = backoff.before(repairsMade, seed).toMillis();
    var next = backoff.before(repairsMade + 1, seed).toMillis();
    // Then
    assertThat(next * 1.2 + 2).isGreaterThanOrEqualTo(wait);
  }

  @Property
  void theSameQuestionHasTheSameAnswer(
      @ForAll @IntRange(max = 100) int repairsMade, @ForAll String seed) {
    // Given
    var backoff = new Backoff(Duration.ofSeconds(30), 2, Duration.ofDays(1));
    // When
    var again = new Backoff(Duration.ofSeconds(30), 2, Duration.ofDays(1));
    // Then
    assertThat(again.before(repairsMade, seed)).isEqualTo(backoff.before(repairsMade, seed));
  }
}
