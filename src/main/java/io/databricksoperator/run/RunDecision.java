package io.databricksoperator.run;

import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Phase;
import io.databricksoperator.api.Reason;
import io.databricksoperator.api.RunStatus.Cause;
import io.databricksoperator.databricks.RunView;
import java.time.Instant;
import java.util.List;

/** What is done about a run now. */
sealed interface RunDecision {

  /** Nothing changes. */
  record Keep() implements RunDecision {}

  /** The object must not vanish unseen from now on. */
  record HoldFinalizer() implements RunDecision {}

  /** Something is missing; what has to happen first is said. */
  record Hold(Reason reason, String message, boolean stalled) implements RunDecision {}

  /** The intent is written down; the next reconcile acts on it. */
  record Record(Operation.Kind kind, String expectedRepairId, Operation.Cause cause, String why)
      implements RunDecision {}

  /** The run is started, or started again with the same token. */
  record Start() implements RunDecision {}

  /** This run turned out to be the one that was started. */
  record Adopt(RunView view) implements RunDecision {}

  /** The run is cancelled in Databricks. */
  record Cancel() implements RunDecision {}

  /** These tasks are run again. */
  record Repair(List<String> tasks, Cause cause) implements RunDecision {}

  /** The history shows that a repair was made: the intended one, or one from outside before it. */
  record Repaired(long repairId, Cause cause) implements RunDecision {}

  /** The run is active; what it does is shown. */
  record Follow(RunView view) implements RunDecision {}

  /** The run failed and is repaired later. */
  record Schedule(Instant at, String why) implements RunDecision {}

  /** Nothing more happens by itself. */
  record End(Phase phase, Reason reason, String why) implements RunDecision {}

  /** Another object owns the run; this one shows what that one shows. */
  record Show(DatabricksRun owner) implements RunDecision {}

  /** The object is let go. */
  record Release(Reason reason, String message) implements RunDecision {}

  /** The object should go and can not yet. */
  record Blocked(String message) implements RunDecision {}
}
