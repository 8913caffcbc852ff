package io.databricksoperator.run;

import io.databricksoperator.api.Names;
import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Reason;
import io.databricksoperator.api.RunSpec;
import io.databricksoperator.kube.Deadline;
import io.databricksoperator.kube.Finalizers;
import io.databricksoperator.workspace.Access;

/** Decides about a run whose object is deleted: its deletion can always finish (design 3.5). */
final class RunDeletion {

  private RunDeletion() {}

  static RunDecision decide(RunFacts facts) {
    if (!Finalizers.held(facts.run())) {
      return new RunDecision.Keep();
    }
    if (nothingToDo(facts)) {
      return new RunDecision.Release(null, null);
    }
    if (facts.run().getMetadata().getAnnotations() != null
        && facts.run().getMetadata().getAnnotations().containsKey(Names.FORCE_ORPHAN)) {
      return orphan(facts, "the annotation " + Names.FORCE_ORPHAN + " asks for it");
    }
    if (Deadline.over(facts.run(), facts.patience(), facts.now())) {
      return orphan(facts, "the workspace's deletionDeadline is over");
    }
    return facts.link() == null || facts.elsewhere() ? unreachable(facts) : act(facts);
  }

  private static boolean nothingToDo(RunFacts facts) {
    boolean abandon = facts.spec().deletionPolicy() == RunSpec.DeletionPolicy.Abandon;
    boolean never = facts.runId() == null && (!facts.doing(Operation.Kind.Start) || facts.fresh());
    return RunPlanner.ended(facts)
        || facts.owner() != null
        || facts.crdDeleting()
        || abandon
        || never;
  }

  private static RunDecision unreachable(RunFacts facts) {
    return switch (facts.access()) {
      case Access.Unchecked unchecked -> new RunDecision.Keep();
      case Access.Open open ->
          orphan(facts, "another workspace than the run's answers at the host");
      case Access.Closed closed ->
          closed.withoutCredentials()
              ? orphan(facts, closed.message())
              : new RunDecision.Blocked(closed.reason() + ": " + closed.message());
    };
  }

  private static RunDecision act(RunFacts facts) {
    if (facts.runId() == null && RunStart.old(facts.operation(), facts.now())) {
      return orphan(facts, "its start is too old to be asked about again");
    }
    if (facts.runId() == null) {
      // Nobody knows whether it was started. The same token finds the run, or starts the one that
      // is cancelled next.
      return new RunDecision.Start();
    }
    return facts.doing(Operation.Kind.Cancel)
        ? new RunDecision.Cancel()
        : new RunDecision.Record(
            Operation.Kind.Cancel, null, null, "its DatabricksRun is being deleted");
  }

  private static RunDecision orphan(RunFacts facts, String why) {
    return new RunDecision.Release(
        Reason.Orphaned,
        "released without cancelling run "
            + (facts.runId() == null ? "(its id is not known)" : facts.status().runId())
            + " in Databricks: "
            + why);
  }
}
