package io.databricksoperator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** What the operator knows of a run. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RunStatus(
    @JsonPropertyDescription("Databricks' id of the run.") String runId,
    @JsonPropertyDescription("Databricks' id of the run's job.") String jobId,
    @JsonPropertyDescription("The workspace that these ids belong to.") String workspaceId,
    @JsonPropertyDescription("Name of the DatabricksWorkspace that it runs in.") String workspace,
    @JsonPropertyDescription("What is run, in a word: the job's name, its id, or the run's name.")
        String job,
    @JsonPropertyDescription("The run's page in Databricks.") String url,
    @JsonPropertyDescription("Where the run is.") Phase phase,
    @JsonPropertyDescription("When the run began.") String startTime,
    @JsonPropertyDescription("When its last attempt ended.") String endTime,
    @JsonPropertyDescription("From the first start to the last end, repairs included.")
        String duration,
    @JsonPropertyDescription("What a person should know, in a sentence.") String message,
    @JsonPropertyDescription("What is being done in Databricks right now, if anything.")
        Operation operation,
    @JsonPropertyDescription("How many attempts there were, the original run included.")
        Integer attemptCount,
    @JsonPropertyDescription("The original run and each repair, the newest 20.")
        List<Attempt> attempts,
    @JsonPropertyDescription("The newest attempt of each task, failed ones first, 100 at most.")
        List<TaskStatus> tasks,
    @JsonPropertyDescription("When the next repair begins.") String nextRepairTime,
    @JsonPropertyDescription("The repair token that was acted on last.") String handledRepairToken,
    @JsonPropertyDescription(
            "Submitted; Complete or Failed once it ended; Ready, Reconciling and Stalled.")
        List<Condition> conditions,
    @JsonPropertyDescription("The generation of the spec that this status speaks of.")
        Long observedGeneration) {

  /** One execution of the run's failed part: the original run is 0, each repair one more. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Attempt(
      @JsonPropertyDescription("0 for the original run.") @JsonInclude(JsonInclude.Include.ALWAYS)
          int number,
      @JsonPropertyDescription("Databricks' id of the repair.") String repairId,
      @JsonPropertyDescription(
              "Original, Policy (a repair policy decided it), Requested (a repair token asked for"
                  + " it) or Outside (someone repaired it in Databricks).")
          Cause cause,
      @JsonPropertyDescription("When it began.") String startTime,
      @JsonPropertyDescription("When it ended.") String endTime,
      @JsonPropertyDescription("How it ended, in Databricks' words.") String outcome,
      @JsonPropertyDescription("The tasks that failed by themselves, 20 at most.")
          List<String> failedTasks,
      @JsonPropertyDescription("Which rule decided what comes next, and why.") String reason) {}

  /** Why an attempt was made. */
  public enum Cause {
    Original,
    Policy,
    Requested,
    Outside
  }

  /** The newest attempt of a task. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record TaskStatus(
      @JsonPropertyDescription("The task's key.") String key,
      @JsonPropertyDescription("Databricks' id of this task run.") String runId,
      @JsonPropertyDescription("Where it is, in Databricks' words.") String state,
      @JsonPropertyDescription("How it ended, in Databricks' words.") String outcome,
      @JsonPropertyDescription("Databricks' number of this attempt, from 0.")
          @JsonInclude(JsonInclude.Include.ALWAYS)
          int attempt,
      @JsonPropertyDescription("The termination code of a task that did not succeed.") String code,
      @JsonPropertyDescription("What Databricks says about it.") String message,
      @JsonPropertyDescription("The error of its output, with the last lines of its trace.")
          String error,
      @JsonPropertyDescription("Its page in Databricks.") String url,
      @JsonPropertyDescription("When it began.") String startTime,
      @JsonPropertyDescription("When it ended.") String endTime) {}
}
