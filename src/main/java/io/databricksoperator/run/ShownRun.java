package io.databricksoperator.run;

import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.Phase;
import io.databricksoperator.api.Reason;
import java.util.List;

/** A run that another object owns, and what a run is called: pure. */
final class ShownRun {

  private ShownRun() {}

  /** The same as the owner's status, with the reason why this object only shows it. */
  static RunReport of(RunFacts facts, DatabricksRun owner) {
    var draft = new RunDraft(RunFacts.statusOf(owner));
    var name = owner.getMetadata().getName();
    var message = "DatabricksRun " + name + " is older and has the same key; it owns the run";
    draft.operation = null;
    draft.phase = draft.phase == null ? Phase.Pending : draft.phase;
    if (draft.handledRepairToken == null) {
      draft.handledRepairToken = facts.status().handledRepairToken();
    }
    var shown = draft.message == null ? message : draft.message;
    draft.conditions =
        draft.runId == null
            ? RunConditions.pending(facts, Reason.KeyInUse, message, false)
            : RunConditions.submitted(facts, draft.phase, Reason.KeyInUse, message, shown);
    return new RunReport(draft.build(RunReport.generation(facts)), List.of());
  }

  /** What is run, in a word. */
  static String job(RunFacts facts) {
    if (facts.spec().jobRef() != null) {
      return facts.spec().jobRef().name();
    }
    return facts.spec().jobId() != null
        ? "job " + facts.spec().jobId()
        : facts.spec().submit() == null
            ? null
            : facts.spec().submit().path("run_name").asText("one-time run");
  }
}
