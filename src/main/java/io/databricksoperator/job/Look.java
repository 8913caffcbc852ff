package io.databricksoperator.job;

import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.JobView;
import java.util.List;

/** What Databricks shows of the job in this reconcile. */
sealed interface Look {

  /** It was not looked at. */
  record None() implements Look {}

  /** It is there. */
  record Live(JobView view) implements Look {}

  /** Databricks says that it does not exist. */
  record Missing() implements Look {}

  /** The jobs of the recorded name. */
  record Found(List<JobView> jobs) implements Look {}

  /**
   * Another job carries this object's tag.
   *
   * @param harmless whether it would not start by itself and never ran
   */
  record Copy(long jobId, boolean harmless) implements Look {}

  /**
   * What there is before the object goes.
   *
   * @param own its job; null if Databricks says that it does not exist
   * @param copies the other jobs of its name that carry its tag
   */
  record Leaving(JobView own, List<Copy> copies) implements Look {}

  /** It could not be looked at. */
  record Failed(DatabricksFailure failure) implements Look {}
}
