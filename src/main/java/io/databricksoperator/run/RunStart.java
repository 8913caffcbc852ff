package io.databricksoperator.run;

import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Phase;
import io.databricksoperator.api.Reason;
import java.time.Duration;
import java.time.Instant;

/** Decides about a run that has no id yet. */
final class RunStart {

  /** Databricks promises nothing about how long it remembers a token; design 5 trusts a day. */
  static final Duration TOKEN_TRUSTED = Duration.ofHours(24);

  private RunStart() {}

  static RunDecision decide(RunFacts facts) {
    if (facts.operation() == null) {
      return new RunDecision.Record(Operation.Kind.Start, null, null, "starting");
    }
    if (!old(facts.operation(), facts.now())) {
      return new RunDecision.Start();
    }
    if (facts.fresh()) {
      // Nothing of it ever arrived, so the day begins anew.
      return new RunDecision.Record(Operation.Kind.Start, null, null, "starting");
    }
    return switch (facts.look()) {
      case Look.Candidates(var runs) when runs.size() == 1 ->
          new RunDecision.Adopt(runs.getFirst());
      case Look.Candidates(var runs) -> unknown(runs.size());
      case Look.None none -> new RunDecision.Keep();
      case Look.Active active -> new RunDecision.Keep();
      case Look.Ended ended -> new RunDecision.Keep();
      case Look.Missing missing -> new RunDecision.Keep();
    };
  }

  /** Whether the intent is too old for its token to be sent again. */
  static boolean old(Operation start, Instant now) {
    return now.isAfter(Instant.parse(start.since()).plus(TOKEN_TRUSTED));
  }

  private static RunDecision unknown(int candidates) {
    return new RunDecision.End(
        Phase.Failed,
        Reason.StartUnknown,
        "more than 24 h ago it was to be started, and "
            + (candidates == 0 ? "no run" : candidates + " runs that may be it")
            + " can be found since; look in Databricks, and create a new DatabricksRun if it has to"
            + " run");
  }
}
