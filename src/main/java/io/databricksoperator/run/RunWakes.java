package io.databricksoperator.run;

import io.databricksoperator.api.Phase;
import io.databricksoperator.api.RunStatus;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

/** When a run has to be looked at again although nothing happened: pure. */
final class RunWakes {

  private RunWakes() {}

  /**
   * The next time that something of this status falls due; null if nothing does. What is due
   * already is acted on, or waits for a look at Databricks, which wakes the run by itself.
   */
  static Instant next(RunFacts facts, RunStatus status) {
    if (status.phase() == null || status.phase().ended()) {
      return null;
    }
    var repair =
        status.phase() == Phase.RepairPending && status.nextRepairTime() != null
            ? Instant.parse(status.nextRepairTime())
            : null;
    return Stream.of(repair, facts.deadline(), facts.ground().restsUntil())
        .filter(Objects::nonNull)
        .filter(facts.now()::isBefore)
        .min(Instant::compareTo)
        .orElse(null);
  }
}
