package io.databricksoperator.databricks;

/** How a run or task ended (databricks-api.md 3.1, 3.2). */
public enum Outcome {
  SUCCESS,
  SUCCESS_WITH_FAILURES,
  FAILED,
  TIMEDOUT,
  CANCELED,
  SKIPPED,
  EXCLUDED,
  UPSTREAM_FAILED,
  UPSTREAM_CANCELED,
  DISABLED;

  /** Whether dependents and people may count it as well done. */
  public boolean good() {
    return switch (this) {
      case SUCCESS, SUCCESS_WITH_FAILURES, EXCLUDED, DISABLED -> true;
      case FAILED, TIMEDOUT, CANCELED, SKIPPED, UPSTREAM_FAILED, UPSTREAM_CANCELED -> false;
    };
  }

  /** Whether it failed by itself, rather than because something before it did. */
  public boolean failedItself() {
    return switch (this) {
      case FAILED, TIMEDOUT -> true;
      case SUCCESS, SUCCESS_WITH_FAILURES, EXCLUDED, DISABLED -> false;
      case CANCELED, SKIPPED, UPSTREAM_FAILED, UPSTREAM_CANCELED -> false;
    };
  }
}
