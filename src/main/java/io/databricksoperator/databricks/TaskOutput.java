package io.databricksoperator.databricks;

/**
 * What a task run left behind (databricks-api.md 2.6), redacted.
 *
 * @param error why it failed, usually the last line of the trace; empty if there is none, null if
 *     it could not be read
 * @param errorTrace the stack trace; empty if there is none
 */
public record TaskOutput(String error, String errorTrace) {
  /** What it left could not be read. */
  public static final TaskOutput UNREAD = new TaskOutput(null, null);

  /** Nothing was left. */
  public static final TaskOutput NONE = new TaskOutput("", "");
}
