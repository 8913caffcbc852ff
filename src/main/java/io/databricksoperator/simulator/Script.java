package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * Which task attempts a script is for, and what they do.
 *
 * @param job name of the job, or run_name of a one-time run
 * @param task key; an iteration is met by the key of its for-each task and by its own
 * @param parameters job parameters that the run must have
 * @param input the iteration's input as text; empty for any
 * @param attempts in order; the last one repeats
 * @param source as it was posted
 */
record Script(
    Glob job,
    Glob task,
    Map<String, String> parameters,
    String input,
    List<ScriptedAttempt> attempts,
    JsonNode source) {

  boolean fits(TaskRun attempt) {
    Run run = attempt.run;
    return job.matches(run.name)
        && (task.matches(attempt.key) || attempt.parent != null && task.matches(attempt.parent.key))
        && (input.isEmpty() || attempt.parent != null && input.equals(Json.plain(attempt.input)))
        && run.parameterValues().entrySet().containsAll(parameters.entrySet());
  }

  /** The part for the n-th execution, counted from 0. */
  ScriptedAttempt attempt(int number) {
    return attempts.get(Math.min(number, attempts.size() - 1));
  }
}
