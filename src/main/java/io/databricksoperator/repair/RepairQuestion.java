package io.databricksoperator.repair;

import io.databricksoperator.databricks.Outcome;
import java.time.Instant;
import java.util.List;

/**
 * Everything that the decision about a run depends on. Ask only about a run that has ended.
 *
 * @param policy the run's policy or else its job's; null if neither has one
 * @param outcome how the run ended; null where Databricks did not say
 * @param code the run's own termination code; empty where unknown
 * @param trigger what started the run, in Databricks' word
 * @param runStarted when the run was made
 * @param attemptEnded when its newest attempt ended
 * @param repairsMade repairs made so far, whoever asked for them
 * @param failedTasks the evidence, from {@link FailedTasks}
 * @param cancelledByOperator whether we asked Databricks to cancel it, or recorded that we will
 * @param timedOutByOperator whether it was longer than its timeoutSeconds
 * @param now the present
 * @param seed makes the jitter of this run differ from others', always the same for one run
 */
public record RepairQuestion(
    RepairPolicy policy,
    Outcome outcome,
    String code,
    String trigger,
    Instant runStarted,
    Instant attemptEnded,
    int repairsMade,
    List<FailedTask> failedTasks,
    boolean cancelledByOperator,
    boolean timedOutByOperator,
    Instant now,
    String seed) {

  /** Keeps its own copy of the list. */
  public RepairQuestion {
    failedTasks = List.copyOf(failedTasks);
  }
}
