package io.databricksoperator.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.fixtures.MovableClock;
import io.databricksoperator.time.Timers;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long an object waits after it failed, and what wakes it. */
class RecoveryTest {

  private static final ResourceID ID = new ResourceID("etl", "team");
  private static final ResourceID OTHER = new ResourceID("other", "team");

  private final MovableClock clock = new MovableClock();
  private final Timers timers = new Timers(clock);
  private final Waker<DatabricksJob> waker = new Waker<>("DatabricksJob", timers);
  private final Recovery<DatabricksJob> recovery = new Recovery<>(waker);
  private final List<ResourceID> woken = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    waker.source().setEventHandler(event -> woken.add(event.getRelatedCustomResourceID()));
    waker.source().start();
  }

  @AfterEach
  void stop() {
    timers.close();
  }

  private void fails() {
    recovery.guard(
        ID,
        () -> {
          throw new IllegalStateException("as asked");
        });
  }

  @Test
  void theWaitDoublesFromOneSecondToFiveMinutes() {
    assertThat(IntStream.range(0, 11).mapToObj(i -> recovery.next(ID)))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
    assertThat(IntStream.range(0, 100).mapToObj(i -> recovery.next(ID)))
        .containsOnly(Duration.ofMinutes(5));
    assertThat(recovery.next(OTHER)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void anUnexpectedErrorIsTriedAgainAfterItsWait() {
    // Given
    fails();
    fails();

    // When
    clock.advance(Duration.ofMillis(900));
    settle();
    assertThat(woken).isEmpty();
    clock.advance(Duration.ofMillis(1200));

    // Then
    await().untilAsserted(() -> assertThat(woken).containsExactly(ID));
  }

  @Test
  void aStepThatWentWellEndsTheCount() {
    // Given
    fails();
    fails();

    // When
    recovery.guard(ID, () -> true);

    // Then
    assertThat(recovery.next(ID)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aStepThatHasToWaitGoesOnCounting() {
    // Given
    recovery.next(ID);

    // When
    recovery.guard(ID, () -> false);

    // Then
    assertThat(recovery.next(ID)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void anObjectThatIsNotAsItWasSeenIsLookedAtAgainAtOnce() {
    // When
    recovery.guard(
        ID,
        () -> {
          throw new StatusPatch.StaleStatus("etl");
        });
    clock.advance(Duration.ofMillis(60));

    // Then
    await().untilAsserted(() -> assertThat(woken).containsExactly(ID));
    assertThat(recovery.next(ID)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aForgottenObjectIsNeitherCountedNorWoken() {
    // Given
    fails();

    // When
    recovery.forget(ID);
    clock.advance(Duration.ofMinutes(1));
    settle();

    // Then
    assertThat(woken).isEmpty();
    assertThat(recovery.next(ID)).isEqualTo(Duration.ofSeconds(1));
  }

  private void settle() {
    waker.wakeAt(OTHER, clock.instant());
    await().until(() -> woken.remove(OTHER));
  }
}
