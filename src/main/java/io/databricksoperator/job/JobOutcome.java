package io.databricksoperator.job;

import io.databricksoperator.api.Operation;
import io.databricksoperator.databricks.DatabricksFailure;

/** What came of a decision. */
sealed interface JobOutcome {

  /** There was nothing to send. */
  record Nothing() implements JobOutcome {}

  /** This intent is to be written down. */
  record Intended(Operation operation) implements JobOutcome {}

  /** Databricks has the new job. */
  record Created(long jobId, boolean inert) implements JobOutcome {}

  /** Databricks has all settings. */
  record Written() implements JobOutcome {}

  /** The job, or a copy of it, is gone. */
  record Deleted() implements JobOutcome {}

  /** The call failed. */
  record Failed(DatabricksFailure failure) implements JobOutcome {}
}
