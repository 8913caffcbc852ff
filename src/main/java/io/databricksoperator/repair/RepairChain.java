package io.databricksoperator.repair;

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
}
