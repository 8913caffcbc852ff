package io.databricksoperator.run;

import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Phase;
import io.databricksoperator.api.Reason;
import io.databricksoperator.effect.Intents;
import java.time.Duration;
import java.time.Instant;

/** Decides about a run that has no id yet. */
final class RunStart {

  /** Databricks promises nothing about how long it remembers a token; design 5 trusts a day. */
  static final Duration TOKEN_TRUSTED = Duration.ofHours(24);

  /** How long a run whose start got no answer may take to show up. */
  private static final Duration SHOWS = Duration.ofSeconds(60);

  private RunStart() {}

  static RunDecision decide(RunFacts facts) {
    if (facts.operation() == null) {
      return new RunDecision.Record(Operation.Kind.Start, null, null, "starting");
    }
    if (!old(facts.operation(), facts.now())) {
      return unwanted(facts) ? doubtful(facts, RunEnd.cancelled(facts)) : new RunDecision.Start();
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
      case Look.Failed failed -> new RunDecision.Keep();
    };
  }

  /**
   * What becomes of a start that may have arrived and is not wanted any more. Sent again, its token
   * finds the run for certain, but would start one that never was: so it is sent only where a list
   * shows a run that may be it.
   *
   * @param never what is done if there never was a run
   */
  static RunDecision doubtful(RunFacts facts, RunDecision never) {
    if (facts.standing() instanceof Intents.Acted) {
      return new RunDecision.Start();
    }
    if (!showsBy(facts)) {
      return new RunDecision.Keep();
    }
    return switch (facts.look()) {
      case Look.Candidates(var runs) -> runs.isEmpty() ? never : new RunDecision.Start();
      case Look.None none -> new RunDecision.Keep();
      case Look.Active active -> new RunDecision.Keep();
      case Look.Ended ended -> new RunDecision.Keep();
      case Look.Missing missing -> new RunDecision.Keep();
      case Look.Failed failed -> new RunDecision.Keep();
    };
  }

  /** Whether runs are to be listed, to find one whose start is in doubt. */
  static boolean searches(RunFacts facts) {
    return facts.doing(Operation.Kind.Start)
        && !facts.fresh()
        && (old(facts.operation(), facts.now()) || unwanted(facts) && showsBy(facts));
  }

  private static boolean unwanted(RunFacts facts) {
    return facts.going() || facts.cancelWanted() || facts.overdue();
  }

  private static boolean showsBy(RunFacts facts) {
    return facts.standing() instanceof Intents.Doubtful(Instant since)
        && !facts.now().isBefore(since.plus(SHOWS));
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
