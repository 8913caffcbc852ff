package io.databricksoperator.run;

import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.RunView;
import io.databricksoperator.databricks.TaskOutput;
import io.databricksoperator.repair.FailedTask;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What Databricks shows of the run in this reconcile. */
sealed interface Look {

  /** It was not looked at, or nothing is known yet. */
  record None() implements Look {}

  /** It is active. */
  record Active(RunView view) implements Look {}

  /**
   * It ended.
   *
   * @param first since when it looks just so
   * @param outputs what its failed tasks left behind, by task run id
   * @param evidence its failures, for the repair policy
   */
  record Ended(
      RunView view, Instant first, Map<Long, TaskOutput> outputs, List<FailedTask> evidence)
      implements Look {}

  /** It does not exist, Databricks says: first then, last then. */
  record Missing(Instant first, Instant last) implements Look {}

  /** Runs that may be the one whose start nobody can tell of. */
  record Candidates(List<RunView> runs) implements Look {}

  /** It can not be looked at, or not as closely as it must be. */
  record Failed(DatabricksFailure failure) implements Look {}
}
