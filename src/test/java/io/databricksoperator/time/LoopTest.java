package io.databricksoperator.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.databricksoperator.fixtures.MovableClock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final MovableClock clock = new MovableClock();
  private final Timers timers = new Timers(clock);
  private final AtomicInteger turns = new AtomicInteger();
  private volatile Duration interval = MINUTE;

  @AfterEach
  void close() {
    timers.close();
  }

  private Loop loop(BooleanSupplier more) {
    return new Loop(
        timers,
        "test",
        () -> interval,
        () -> {
          turns.incrementAndGet();
          return more.getAsBoolean();
        });
  }

  private void awaitTurns(int count) {
    await().untilAsserted(() -> assertThat(turns).hasValue(count));
  }

  /** Everything due by now has been begun once an entry set now was carried out. */
  private void settle() {
    var seen = new CountDownLatch(1);
    timers.set(seen, clock.instant(), seen::countDown);
    await().until(() -> seen.getCount() == 0);
  }

  @Test
  void itRestsUntilItIsAskedAndAgainWhenThereIsNothingToDo() {
    // Given
    var loop = loop(() -> false);
    clock.advance(MINUTE);
    settle();
    assertThat(turns).hasValue(0);

    // When
    loop.ask(Duration.ZERO);
    awaitTurns(1);
    clock.advance(MINUTE.multipliedBy(5));
    settle();

    // Then
    assertThat(turns).hasValue(1);
  }

  @Test
  void turnsFollowEachOtherByTheInterval() {
    // Given
    loop(() -> true).ask(Duration.ZERO);
    awaitTurns(1);

    // When
    clock.advance(MINUTE.minusSeconds(10));
    settle();
    assertThat(turns).hasValue(1);
    clock.advance(Duration.ofSeconds(10));

    // Then
    awaitTurns(2);
  }

  @Test
  void askingAgainBringsNoTurnBeforeItsTime() {
    // Given
    var loop = loop(() -> false);
    loop.ask(Duration.ZERO);
    awaitTurns(1);

    // When
    loop.ask(Duration.ZERO);
    clock.advance(Duration.ofSeconds(30));
    settle();
    assertThat(turns).hasValue(1);
    clock.advance(Duration.ofSeconds(31));

    // Then
    awaitTurns(2);
  }

  @Test
  void aShorterIntervalBringsThePlannedTurnForwardAndALongerOneDoesNotPutItOff() {
    // Given
    var loop = loop(() -> true);
    loop.ask(Duration.ZERO);
    awaitTurns(1);

    // When
    interval = Duration.ofHours(5);
    loop.ask(interval);
    clock.advance(MINUTE);

    // Then
    awaitTurns(2);

    // When
    interval = Duration.ofSeconds(10);
    loop.ask(interval);
    clock.advance(Duration.ofSeconds(10));

    // Then
    awaitTurns(3);
  }

  @Test
  void aLoopThatWasStoppedDoesNothingMoreHoweverOftenItIsAsked() {
    // Given
    var loop = loop(() -> true);
    loop.ask(Duration.ZERO);
    awaitTurns(1);

    // When
    loop.stop();
    loop.ask(Duration.ZERO);
    clock.advance(MINUTE.multipliedBy(5));
    settle();

    // Then
    assertThat(turns).hasValue(1);
  }

  @Test
  void askingDuringATurnIsNotLost() throws InterruptedException {
    // Given
    var busy = new CountDownLatch(1);
    var finish = new CountDownLatch(1);
    var loop =
        loop(
            () -> {
              busy.countDown();
              return !await().until(() -> finish.getCount() == 0, open -> open);
            });
    loop.ask(Duration.ZERO);
    busy.await();

    // When
    loop.ask(Duration.ZERO);
    finish.countDown();
    await()
        .until(
            () -> {
              clock.advance(MINUTE);
              return turns.get() == 2;
            });

    // Then
    assertThat(turns).hasValue(2);
  }

  @Test
  void aClockThatIsSetBackPutsNoTurnOff() {
    // Given
    loop(() -> true).ask(Duration.ZERO);
    awaitTurns(1);
    settle();

    // When
    clock.advance(Duration.ofHours(-1));
    settle();
    assertThat(turns).hasValue(1);
    clock.advance(MINUTE);

    // Then
    awaitTurns(2);
  }

  @Test
  void askingAfterAClockWasSetBackBringsATurnInTime() {
    // Given
    var loop = loop(() -> false);
    loop.ask(Duration.ZERO);
    awaitTurns(1);

    // When
    clock.advance(Duration.ofHours(-1));
    loop.ask(Duration.ZERO);
    clock.advance(MINUTE);

    // Then
    awaitTurns(2);
  }

  @Test
  void aClockThatIsSetBackDuringATurnDoesNotPutOffTheNext() {
    // Given
    var first = new AtomicBoolean(true);
    loop(() -> {
          if (first.getAndSet(false)) {
            clock.advance(Duration.ofHours(-1));
          }
          return true;
        })
        .ask(Duration.ZERO);
    awaitTurns(1);

    // Then
    await()
        .until(
            () -> {
              clock.advance(Duration.ofSeconds(1));
              return turns.get() == 2;
            });
  }

  @Test
  void aTurnThatFailsIsFollowedByTheNext() {
    // Given
    var first = new AtomicBoolean(true);
    loop(() -> {
          if (first.getAndSet(false)) {
            throw new IllegalStateException("as asked");
          }
          return false;
        })
        .ask(Duration.ZERO);
    awaitTurns(1);

    // Then
    await()
        .until(
            () -> {
              clock.advance(MINUTE);
              return turns.get() == 2;
            });
  }
}
