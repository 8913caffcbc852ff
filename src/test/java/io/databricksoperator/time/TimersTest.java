package io.databricksoperator.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.databricksoperator.fixtures.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimersTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final MovableClock clock = new MovableClock();
  private final Timers timers = new Timers(clock);
  private final List<String> done = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    timers.close();
  }

  private void set(String key, Duration in, String what) {
    timers.set(key, clock.instant().plus(in), () -> done.add(what));
  }

  private void lookOnce() {
    timers.set("look", clock.instant(), () -> done.add("look"));
    await().until(() -> done.contains("look"));
  }

  @Test
  void whatIsDueIsDoneInTheOrderOfItsTimes() {
    // Given
    set("b", HOUR.multipliedBy(2), "second");
    set("c", HOUR.multipliedBy(3), "third");
    set("a", HOUR, "first");

    // When
    clock.advance(HOUR.multipliedBy(4));

    // Then
    await().untilAsserted(() -> assertThat(done).containsExactly("first", "second", "third"));
  }

  @Test
  void nothingIsDoneBeforeItsTime() {
    // Given
    set("a", HOUR, "early");

    // When
    clock.advance(HOUR.minusMinutes(1));
    lookOnce();

    // Then
    assertThat(done).containsExactly("look");
  }

  @Test
  void aKeyHasOneEntryAndTheNewestCounts() {
    // Given
    set("a", HOUR, "old");
    set("a", HOUR.multipliedBy(2), "new");

    // When
    clock.advance(HOUR.multipliedBy(3));
    await().until(() -> !done.isEmpty());
    lookOnce();

    // Then
    assertThat(done).containsExactly("new", "look");
  }

  @Test
  void aCancelledEntryIsForgotten() {
    // Given
    set("a", HOUR, "never");
    timers.cancel("a");
    timers.cancel("unknown");

    // When
    clock.advance(HOUR.multipliedBy(2));
    lookOnce();

    // Then
    assertThat(done).containsExactly("look");
  }

  @Test
  void aClockThatIsSetBackMakesNothingLate() {
    // Given
    set("b", HOUR.multipliedBy(2), "second");
    set("a", HOUR, "first");

    // When
    clock.advance(HOUR.multipliedBy(-24));
    set("c", Duration.ZERO, "back");
    await().until(() -> done.contains("back"));
    clock.advance(HOUR.minusMinutes(1));
    lookOnce();
    clock.advance(Duration.ofMinutes(1));

    // Then
    await().untilAsserted(() -> assertThat(done).containsExactly("back", "look", "first"));
  }

  @Test
  void whatIsSetAfterAClockWasSetBackKeepsItsTime() {
    // Given
    set("a", HOUR, "old");

    // When
    clock.advance(HOUR.multipliedBy(-24));
    set("b", HOUR.plusMinutes(1), "new");
    clock.advance(HOUR);
    await().until(() -> done.contains("old"));
    lookOnce();

    // Then
    assertThat(done).containsExactly("old", "look");
  }

  @Test
  void anEntryMaySetItsOwnKeyAgain() {
    // Given
    timers.set(
        "a",
        clock.instant(),
        () -> {
          done.add("once");
          set("a", Duration.ZERO, "again");
        });

    // Then
    await().untilAsserted(() -> assertThat(done).containsExactly("once", "again"));
  }

  @Test
  void afterTheEndNothingIsDone() {
    // Given
    set("a", HOUR, "late");

    // When
    timers.close();
    clock.advance(HOUR.multipliedBy(2));

    // Then
    assertThat(timers.running()).isFalse();
    assertThat(done).isEmpty();
  }
}
