package io.databricksoperator.run;

import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Reason;
import io.databricksoperator.api.RunSpec;
import io.databricksoperator.effect.Intents;
import io.databricksoperator.effect.Parting;
import io.databricksoperator.kube.Finalizers;

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
    return switch (Parting.of(facts)) {
      case Parting.Act act -> act(facts);
      case Parting.Unchecked unchecked -> new RunDecision.Keep();
      case Parting.Wait(String why) -> new RunDecision.Blocked(why);
      case Parting.Orphan(String why) -> orphan(facts, why);
    };
  }

  private static boolean nothingToDo(RunFacts facts) {
    boolean abandon = facts.spec().deletionPolicy() == RunSpec.DeletionPolicy.Abandon;
    boolean never = facts.runId() == null && (!facts.doing(Operation.Kind.Start) || facts.fresh());
    return RunPlanner.ended(facts)
        || facts.owner() != null
        || facts.ground().crdDeleting()
        || abandon
        || never;
  }

  private static RunDecision act(RunFacts facts) {
    if (facts.runId() == null && RunStart.old(facts.operation(), facts.now())) {
      return orphan(facts, "its start is too old to be asked about again");
    }
    if (facts.runId() == null) {
      return RunStart.doubtful(facts, new RunDecision.Release(null, null));
    }
    if (facts.doing(Operation.Kind.Cancel)) {
      // An old cache shows the object as it was before it was let go.
      return facts.standing() instanceof Intents.Acted
          ? new RunDecision.Release(null, null)
          : new RunDecision.Cancel();
    }
    return new RunDecision.Record(
        Operation.Kind.Cancel, null, Operation.Cause.Deleted, "its DatabricksRun is being deleted");
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
