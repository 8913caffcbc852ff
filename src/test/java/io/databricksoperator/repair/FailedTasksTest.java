package io.databricksoperator.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.databricks.Lifecycle;
import io.databricksoperator.databricks.Outcome;
import io.databricksoperator.databricks.RepairView;
import io.databricksoperator.databricks.RunState;
import io.databricksoperator.databricks.RunView;
import io.databricksoperator.databricks.TaskOutput;
import io.databricksoperator.databricks.TaskView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FailedTasksTest {

  private static final Instant STARTED = Instant.parse("2026-11-23T02:00:00Z");
  private static final TaskView.ForEach LOOP = new TaskView.ForEach(50, 0, 0);

  @Test
  void rootCausesAreTasksThatFailedThemselves() {
    // Given
    var run =
        run(
            task(1, "a", 0, Outcome.FAILED),
            task(2, "b", 0, Outcome.TIMEDOUT),
            task(3, "c", 0, Outcome.UPSTREAM_FAILED),
            task(4, "d", 0, Outcome.CANCELED),
            task(5, "e", 0, null),
            task(6, "f", 0, Outcome.FAILED),
            task(7, "f", 1, Outcome.SUCCESS));
    // When
    var causes = FailedTasks.rootCauses(run);
    // Then
    assertThat(causes).extracting(TaskView::key).containsExactly("a", "b");
  }

  @Test
  void everyTaskThatDidNotSucceedIsRunAgain() {
    // Given
    var run =
        run(
            task(1, "failed", 0, Outcome.FAILED),
            task(2, "upstream", 0, Outcome.UPSTREAM_FAILED),
            task(3, "upstream-cancelled", 0, Outcome.UPSTREAM_CANCELED),
            task(4, "cancelled", 0, Outcome.CANCELED),
            task(5, "skipped", 0, Outcome.SKIPPED),
            task(6, "unknown", 0, null),
            task(7, "well", 0, Outcome.SUCCESS),
            task(8, "well-enough", 0, Outcome.SUCCESS_WITH_FAILURES),
            task(9, "excluded", 0, Outcome.EXCLUDED),
            task(10, "disabled", 0, Outcome.DISABLED),
            task(11, "retried", 0, Outcome.FAILED),
            task(12, "retried", 1, Outcome.SUCCESS));
    // When
    var keys = FailedTasks.toRerun(run);
    // Then
    assertThat(keys)
        .containsExactly(
            "failed", "upstream", "upstream-cancelled", "cancelled", "skipped", "unknown");
  }

  @Test
  void theErrorComesFromTheNewestTaskRun() {
    // Given
    var run = run(task(1, "a", 0, Outcome.FAILED), task(2, "a", 1, Outcome.FAILED));
    var outputs = Map.of(1L, new TaskOutput("old", ""), 2L, new TaskOutput("new", ""));
    // When
    var failed = FailedTasks.of(run, outputs, Map.of());
    // Then
    assertThat(FailedTasks.outputsWanted(run, Map.of())).containsExactly(2L);
    assertThat(failed).containsExactly(new FailedTask("a", "CODE", "TYPE", "text", "new", 0));
  }

  @Test
  void failuresOfEarlierAttemptsAreCountedByAttempt() {
    // Given
    var run =
        history(
            List.of(
                task(1, "a", 0, Outcome.FAILED),
                task(2, "a", 1, Outcome.FAILED),
                task(3, "a", 0, Outcome.FAILED),
                task(4, "a", 0, Outcome.FAILED)),
            List.of(List.of(1L, 2L), List.of(3L), List.of(4L)));
    // When
    var failed = FailedTasks.of(run, Map.of(), Map.of());
    // Then
    assertThat(failed).singleElement().extracting("earlierFailuresWithSameCode").isEqualTo(2);
  }

  @Test
  void anEarlierAttemptThatEndedWellAfterARetryDoesNotCount() {
    // Given
    var run =
        history(
            List.of(
                task(1, "a", 0, Outcome.FAILED),
                task(2, "a", 1, Outcome.SUCCESS),
                task(3, "a", 0, Outcome.FAILED)),
            List.of(List.of(1L, 2L), List.of(3L)));
    // When
    var failed = FailedTasks.of(run, Map.of(), Map.of());
    // Then
    assertThat(failed).singleElement().extracting("earlierFailuresWithSameCode").isEqualTo(0);
  }

  @Test
  void taskRunsThatTheHistoryDoesNotListBelongToTheOriginalRun() {
    // Given
    var run =
        history(
            List.of(task(1, "a", 0, Outcome.FAILED), task(2, "a", 1, Outcome.FAILED)),
            List.of(List.of(), List.of(2L)));
    // When
    var failed = FailedTasks.of(run, Map.of(), Map.of());
    // Then
    assertThat(failed).singleElement().extracting("earlierFailuresWithSameCode").isEqualTo(1);
  }

  @Test
  void theViewsOfForEachTasksAreWantedForAllAttemptsThatFailed() {
    // Given
    var run =
        history(
            List.of(
                loop(1, "loop", Outcome.FAILED),
                loop(2, "loop", Outcome.FAILED),
                loop(3, "fine", Outcome.SUCCESS),
                task(4, "plain", 0, Outcome.FAILED)),
            List.of(List.of(1L, 3L, 4L), List.of(2L)));
    // When
    var wanted = FailedTasks.forEachRuns(run);
    // Then
    assertThat(wanted).containsExactly(2L, 1L);
  }

  @Test
  void theOutputsOfTwentyFailedIterationsAreWanted() {
    // Given
    var run = run(loop(1, "loop", Outcome.FAILED));
    var iterations =
        LongStream.range(100, 150).mapToObj(id -> task(id, "i", 0, Outcome.TIMEDOUT)).toList();
    // When
    var wanted = FailedTasks.outputsWanted(run, Map.of(1L, view(List.of(), iterations, List.of())));
    // Then
    assertThat(wanted).hasSize(20).startsWith(100L).endsWith(119L);
  }

  @Test
  void aForEachTaskWhoseViewWasNotReadIsJudgedByItself() {
    // Given
    var run = run(loop(1, "loop", Outcome.FAILED));
    // When
    var failed = FailedTasks.of(run, Map.of(1L, new TaskOutput("error", "")), Map.of());
    // Then
    assertThat(failed).containsExactly(new FailedTask("loop", "CODE", "TYPE", "text", "error", 0));
  }

  @Test
  void eachDistinctFailureOfItsIterationsIsOnePieceOfEvidence() {
    // Given
    var run = run(loop(1, "loop", Outcome.FAILED));
    var iterations =
        LongStream.range(100, 104).mapToObj(id -> task(id, "i", 0, Outcome.FAILED)).toList();
    var outputs = Map.of(101L, new TaskOutput("KeyError: country", ""));
    // When
    var failed = FailedTasks.of(run, outputs, Map.of(1L, view(List.of(), iterations, List.of())));
    // Then
    assertThat(failed)
        .containsExactly(
            new FailedTask("loop", "CODE", "TYPE", "text", "", 0),
            new FailedTask("loop", "CODE", "TYPE", "text", "KeyError: country", 0));
  }

  private static TaskView task(long id, String key, int attempt, Outcome outcome) {
    return task(id, key, attempt, outcome, null);
  }

  private static TaskView loop(long id, String key, Outcome outcome) {
    return task(id, key, 0, outcome, LOOP);
  }

  private static TaskView task(
      long id, String key, int attempt, Outcome outcome, TaskView.ForEach loop) {
    var state = new RunState(Lifecycle.TERMINATED, outcome, "CODE", "TYPE", "text");
    return new TaskView(id, key, attempt, state, STARTED, null, "", "", loop);
  }

  private static RunView run(TaskView... tasks) {
    return view(List.of(tasks), List.of(), List.of());
  }

  private static RunView history(List<TaskView> tasks, List<List<Long>> made) {
    var repairs = made.stream().map(ids -> new RepairView(null, STARTED, null, null, ids)).toList();
    return view(tasks, List.of(), repairs);
  }

  private static RunView view(
      List<TaskView> tasks, List<TaskView> iterations, List<RepairView> repairs) {
    var state = new RunState(Lifecycle.TERMINATED, Outcome.FAILED, "", "", "");
    return new RunView(
        1, 2L, "run", "", state, STARTED, null, "", Map.of(), tasks, iterations, repairs, null);
  }
}
