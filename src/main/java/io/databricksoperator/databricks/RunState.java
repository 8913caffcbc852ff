package io.databricksoperator.databricks;

/**
 * The state of a run, a task or a repair, read from the newer {@code status} and, where it is
 * missing, from the older {@code state} (databricks-api.md 3.1, 3.2).
 *
 * @param lifecycle where it is
 * @param outcome how it ended; null while it has not
 * @param code the termination code, as Databricks sent it; empty while it has not ended
 * @param type the termination type, as Databricks sent it; empty where unknown
 * @param message what Databricks says about it (queue reason while queued), redacted; maybe empty
 */
public record RunState(
    Lifecycle lifecycle, Outcome outcome, String code, String type, String message) {

  /** A state that has not ended. */
  public static RunState active(Lifecycle lifecycle, String message) {
    return new RunState(lifecycle, null, "", "", message);
  }

  /** Whether it has ended. */
  public boolean ended() {
    return lifecycle.ended();
  }
}
