package io.databricksoperator.repair;

import io.databricksoperator.api.RepairPolicySpec;
import io.databricksoperator.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A policy that can be applied: as written, with the defaults of design 4 where nothing was.
 *
 * @param maxAttempts how many repairs, the original run not counted
 * @param backoff how long to wait before each
 * @param window no repair begins later than this after the run began
 * @param rules asked in order; the first that matches a task decides about it
 * @param rerunDependents whether tasks that depend on a repaired one run again even if they had
 *     succeeded
 */
public record RepairPolicy(
    int maxAttempts,
    Backoff backoff,
    Duration window,
    List<PolicyRule> rules,
    boolean rerunDependents) {

  private static final int MAX_ATTEMPTS = 3;
  private static final Duration WINDOW = Duration.ofHours(6);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofSeconds(30), 2, Duration.ofMinutes(15));

  /** Keeps its own copy of the list. */
  public RepairPolicy {
    rules = List.copyOf(rules);
  }

  /** The policy that was written, or everything that is wrong with it. */
  public static PolicyReading of(RepairPolicySpec spec) {
    var written = orEmpty(spec.rules());
    var problems = new ArrayList<String>();
    for (int i = 0; i < written.size(); i++) {
      problems.addAll(PolicyRule.problems("repairPolicy.rules[" + i + "]", written.get(i)));
    }
    return problems.isEmpty()
        ? new PolicyReading.Valid(read(spec, written))
        : new PolicyReading.Invalid(List.copyOf(problems));
  }

  private static RepairPolicy read(RepairPolicySpec spec, List<RepairPolicySpec.Rule> written) {
    return new RepairPolicy(
        spec.maxAttempts() == null ? MAX_ATTEMPTS : spec.maxAttempts(),
        backoff(spec.backoff()),
        Durations.parse(spec.window(), WINDOW),
        IntStream.range(0, written.size())
            .mapToObj(i -> PolicyRule.of(i + 1, written.get(i)))
            .toList(),
        spec.rerunDependents() == null || spec.rerunDependents());
  }

  private static Backoff backoff(RepairPolicySpec.Backoff spec) {
    if (spec == null) {
      return BACKOFF;
    }
    return new Backoff(
        Durations.parse(spec.initial(), BACKOFF.initial()),
        spec.factor() == null ? BACKOFF.factor() : spec.factor(),
        Durations.parse(spec.max(), BACKOFF.max()));
  }

  static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }
}
