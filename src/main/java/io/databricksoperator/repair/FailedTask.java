package io.databricksoperator.repair;

/**
 * Evidence of one failure that is the root of others: of a task in its newest attempt, or of one
 * iteration of a for-each task, which then shares its key with others.
 *
 * @param key the task key
 * @param code the termination code; empty where unknown
 * @param type the termination type; empty where unknown
 * @param message what Databricks says about it; maybe empty
 * @param error the error of its output; empty if there is none, null if it could not be read
 * @param earlierFailuresWithSameCode in how many earlier attempts of the run the task failed with
 *     this code; what Databricks retried within one attempt counts once
 */
public record FailedTask(
    String key,
    String code,
    String type,
    String message,
    String error,
    int earlierFailuresWithSameCode) {

  /** The code for people. */
  String codeOrNone() {
    return code.isEmpty() ? "a failure without a code" : code;
  }

  /** The code with the type, where that says more. */
  String codeAndType() {
    return type.isEmpty() || type.equals(code) ? codeOrNone() : codeOrNone() + " (" + type + ")";
  }

  /** The most telling text there is: the error, else the message, else nothing. */
  public String headline() {
    return error == null || error.isBlank() ? message : error;
  }
}
