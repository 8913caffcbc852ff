package io.databricksoperator.databricks.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often and how much at once a workspace is called. */
@Timeout(30)
class BudgetTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Test
  void noSecondHoldsMoreCallsThanTheRate() throws Exception {
    // Given
    var budget = new Budget(20, 8, LONG);
    var starts = new CopyOnWriteArrayList<Long>();
    Callable<Boolean> call =
        () -> {
          var entered = budget.enter();
          budget.pace();
          starts.add(System.nanoTime());
          budget.leave();
          return entered;
        };

    // When
    var begin = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(Collections.nCopies(50, call));
    }
    var took = System.nanoTime() - begin;

    // Then
    var sorted = starts.stream().sorted().toList();
    assertThat(sorted).hasSize(50);
    assertThat(took).isBetween(2 * SECOND, 10 * SECOND);
    assertThat(IntStream.range(0, 30))
        .allSatisfy(i -> assertThat(sorted.get(i + 20) - sorted.get(i)).isGreaterThan(SECOND / 2));
  }

  @Test
  void noMoreCallsThanAllowedAreInFlight() throws Exception {
    // Given
    var budget = new Budget(100, 2, Duration.ofMillis(50));

    // When
    var entered = List.of(budget.enter(), budget.enter(), budget.enter());

    // Then
    assertThat(entered).containsExactly(true, true, false);
    budget.leave();
    assertThat(budget.enter()).isTrue();
  }

  @Test
  void anInterruptEndsTheWaitForTheRate() throws Exception {
    // Given
    var budget = new Budget(1, 1, Duration.ofSeconds(5));
    budget.pace();
    var interrupted = new AtomicBoolean();

    // When
    var waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    budget.pace();
                  } catch (InterruptedException e) {
                    interrupted.set(true);
                  }
                });
    await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
    waiting.interrupt();
    waiting.join();

    // Then
    assertThat(interrupted).isTrue();
  }
}
