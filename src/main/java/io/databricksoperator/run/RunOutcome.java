package io.databricksoperator.run;

import io.databricksoperator.api.Operation;
import io.databricksoperator.databricks.DatabricksFailure;

/** What came of a decision. */
sealed interface RunOutcome {

  /** There was nothing to send. */
  record Nothing() implements RunOutcome {}

  /** This intent is to be written down. */
  record Intended(Operation operation, Long jobId) implements RunOutcome {}

  /** Databricks has the run. */
  record Started(long runId) implements RunOutcome {}

  /** Databricks was told to cancel. */
  record Cancelled() implements RunOutcome {}

  /** Databricks took the repair. */
  record Repaired(long repairId) implements RunOutcome {}

  /** The call failed. */
  record Failed(DatabricksFailure failure) implements RunOutcome {}
}
