package io.databricksoperator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** When failed tasks are run again without anyone asking (design 4). */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RepairPolicySpec(
    @Min(0)
        @Max(100)
        @JsonPropertyDescription(
            "How many repairs, the original run not counted; 3 if left out, 0 for none.")
        Integer maxAttempts,
    @JsonPropertyDescription("How long to wait before a repair.") Backoff backoff,
    @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription(
            "No repair begins later than this after the run began; 6h if left out.")
        String window,
    @Size(max = 32)
        @JsonPropertyDescription(
            "Asked in order about each task that failed by itself; the first that matches decides."
                + " No match: the default rule. One Stop stops the run; otherwise all must say"
                + " Repair.")
        List<Rule> rules,
    @JsonPropertyDescription(
            "Whether tasks that depend on a repaired one run again even if they had succeeded; true"
                + " if left out.")
        Boolean rerunDependents) {

  /** How long to wait before a repair; each one waits longer, with up to 20 % jitter. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Backoff(
      @Pattern(Durations.PATTERN)
          @Size(max = 32)
          @JsonPropertyDescription("Before the first repair; 30s if left out.")
          String initial,
      @Min(1)
          @Max(10)
          @JsonPropertyDescription("How much longer each next one waits; 2 if left out.")
          Double factor,
      @Pattern(Durations.PATTERN)
          @Size(max = 32)
          @JsonPropertyDescription("Never longer than this; 15m if left out.")
          String max) {}

  /** One rule. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Rule(
      @Required @JsonPropertyDescription("Repair or Stop.") Action action,
      @Required
          @JsonPropertyDescription(
              "What must hold, all of it together; {} holds for every failed task.")
          When when) {}

  /** What a rule leads to. */
  public enum Action {
    Repair,
    Stop
  }

  /** What a rule asks of a failed task; fields that are left out hold for every task. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record When(
      @Size(max = 32)
          @ValidationRule(
              value = "self.all(type, type in ['CLIENT_ERROR', 'CLOUD_FAILURE', 'INTERNAL_ERROR'])",
              message = "types are CLIENT_ERROR, CLOUD_FAILURE and INTERNAL_ERROR")
          @JsonPropertyDescription(
              "Termination types, any of them: CLIENT_ERROR, CLOUD_FAILURE, INTERNAL_ERROR.")
          List<String> types,
      @Size(max = 64)
          @JsonPropertyDescription(
              "Termination codes, any of them, for example DRIVER_ERROR or RUN_EXECUTION_ERROR.")
          List<String> codes,
      @Size(max = 100)
          @JsonPropertyDescription("Task keys, any of them; * stands for any characters.")
          List<String> tasks,
      @Size(min = 1, max = 1024)
          @JsonPropertyDescription(
              "An RE2 regular expression that is found in the task's message or in the error of its"
                  + " output, for example (?i)schema mismatch.")
          String errorMatches) {}
}
