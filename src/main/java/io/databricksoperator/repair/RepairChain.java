package io.databricksoperator.repair;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides about a run that ended: asks each check in order, and the first that knows answers. */
public final class RepairChain {

  private static final List<Check> CHECKS =
      List.of(
          RunChecks::endedWell,
          // A person, or the operator for a person, wanted it to end.
          RunChecks::cancelled,
          RunChecks::timedOutByOperator,
          // Nothing ran, so there is nothing to run again.
          RunChecks::skipped,
          // Two parties that start the same work again would run it twice.
          RunChecks::continuous,
          RunChecks::startedByParent,
          PolicyChecks::noPolicy,
          PolicyChecks::noFailedTask,
          // Before the counts: who reads a stop wants the cause, not how often it was tried.
          PolicyChecks::stoppedByRule,
          PolicyChecks::attemptsExhausted,
          PolicyChecks::windowOver);

  private RepairChain() {}

  /** What is done about the run; the same facts always lead to the same verdict. */
  public static Verdict decide(RepairQuestion question) {
    return CHECKS.stream()
        .map(check -> check.judge(question))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> PolicyChecks.repair(question));
  }

  /**
   * Why a repair that was decided in time and could not be sent so far is not made any more; empty
   * while it may be.
   */
  public static Optional<Verdict.Stop> tooLate(
      RepairPolicy policy, Instant runStarted, Instant now) {
    return PolicyChecks.windowOver(policy, runStarted, now)
        ? Optional.of(PolicyChecks.windowOver(policy, runStarted))
        : Optional.empty();
  }
}
