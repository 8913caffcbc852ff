package io.databricksoperator.job;

import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.JobView;
import io.databricksoperator.settings.Difference;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What is done about a job now. */
sealed interface JobDecision {

  /** Nothing changes; the next look is due then, or null for never. */
  record Keep(Instant next) implements JobDecision {}

  /** The object must not vanish unseen from now on. */
  record HoldFinalizer() implements JobDecision {}

  /** Something has to happen first. */
  record Hold(Reason reason, String message, boolean stalled) implements JobDecision {}

  /** The intent is written down; the next reconcile acts on it. */
  record Record(Operation.Kind kind, Reason why, List<Difference> drift) implements JobDecision {}

  /** The job is created; inert if it would start by itself. */
  record Create(boolean inert) implements JobDecision {}

  /** These jobs turned out to be ours; the first is taken, any other is a copy. */
  record Take(List<JobView> jobs) implements JobDecision {}

  /** Another job carries our tag and may do something, so nobody but a person may delete it. */
  record TellCopy(long jobId) implements JobDecision {}

  /** This job is a copy that a lost answer left behind. */
  record DeleteCopy(long jobId) implements JobDecision {}

  /** All settings are written. */
  record Write() implements JobDecision {}

  /**
   * The job is deleted in Databricks.
   *
   * @param left the copies of it that only a person may delete
   */
  record Delete(List<Long> left) implements JobDecision {}

  /**
   * A read shows what was written.
   *
   * @param owned what the server keeps its own whatever is written
   * @param drift what else differs, and stays so
   */
  record Confirm(JobView live, List<Difference> owned, List<Difference> drift)
      implements JobDecision {}

  /**
   * The read does not show what was written yet; it is read again then.
   *
   * @param always hashes of what every read so far showed instead
   */
  record AwaitWrite(Instant next, Map<String, String> always) implements JobDecision {}

  /** The reads never showed what was written. */
  record Unconfirmed() implements JobDecision {}

  /** The job is as it should be. */
  record InSync() implements JobDecision {}

  /** The job is not as it should be, and stays so. */
  record Report(List<Difference> drift) implements JobDecision {}

  /** Databricks says that the job does not exist, for the first time. */
  record Miss() implements JobDecision {}

  /** The job does not exist and is not made again. */
  record ReportGone() implements JobDecision {}

  /** It could not be looked at. */
  record Retry(DatabricksFailure failure) implements JobDecision {}

  /** The object is let go. */
  record Release(Reason reason, String message) implements JobDecision {}

  /** The object should go and can not yet. */
  record Blocked(String message) implements JobDecision {}
}
