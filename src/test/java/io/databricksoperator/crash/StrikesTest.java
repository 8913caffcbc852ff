package io.databricksoperator.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** When the crash test has cut enough to be believed. */
class StrikesTest {

  private static final String REPAIR = "POST jobs/runs/repair";

  @Test
  void whereEverythingWasStruckThereIsNothingToSay() {
    assertThat(where(cut -> true).faults(true)).isEmpty();
  }

  @Test
  void aKindOfCutThatNeverStrikesIsMissedThoughMostPointsAreStruck() {
    // When
    var faults = where(cut -> cut.when() != Cut.When.AFTER).faults(true);

    // Then
    assertThat(faults).anyMatch(fault -> fault.startsWith("AFTER: 0/"));
    assertThat(faults).anyMatch(fault -> fault.startsWith("AFTER " + REPAIR + ": 0/"));
    assertThat(faults).noneMatch(fault -> fault.startsWith("all: "));
  }

  @Test
  void anEffectThatIsSeldomStruckIsMissedThoughMostPointsAreStruck() {
    // When
    var faults = where(cut -> !cut.call().equals(REPAIR) || cut.nth() > 7).faults(true);

    // Then
    assertThat(faults).singleElement().asString().startsWith(REPAIR + ": 15/50 struck");
  }

  @Test
  void anEffectThatNoStoryHasIsMissedOnlyWhereAllStoriesWerePlayed() {
    // Given
    var strikes = new Strikes();
    strikes.add(new Cut("GET jobs/get", 1, Cut.When.DURING), true);

    // Then
    assertThat(strikes.faults(true)).anyMatch(fault -> fault.startsWith(REPAIR + ": 0/0"));
    assertThat(strikes.faults(false)).isEmpty();
  }

  /** Ten points for each cut of each effect, and many elsewhere. */
  private static Strikes where(Predicate<Cut> struck) {
    var strikes = new Strikes();
    for (var when : Cut.When.values()) {
      for (int nth = 1; nth <= 10; nth++) {
        for (var effect : Strikes.EFFECTS) {
          if (Calls.bears(effect, when)) {
            var cut = new Cut(effect, nth, when);
            strikes.add(cut, struck.test(cut));
          }
        }
      }
    }
    for (int nth = 1; nth <= 1000; nth++) {
      strikes.add(new Cut("PATCH databricksruns/night", nth, Cut.When.FORBIDDEN), true);
    }
    return strikes;
  }
}
