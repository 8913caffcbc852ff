package io.databricksoperator.repair;

import io.databricksoperator.api.Reason;
import io.databricksoperator.api.RepairPolicySpec.Action;
import io.databricksoperator.time.Durations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the policy says about a run that may be repaired. */
final class PolicyChecks {

  /** A sentence names so many failures; a thousand tasks may fail of one cause. */
  private static final int NAMED = 3;

  /** An event holds 1,024 characters. */
  private static final int SENTENCE = 900;

  private PolicyChecks() {}

  static Optional<Verdict> noPolicy(RepairQuestion question) {
    return question.policy() == null
        ? stop(Reason.NoRepairPolicy, "neither the run nor its job has a repairPolicy")
        : Optional.empty();
  }

  static Optional<Verdict> noFailedTask(RepairQuestion question) {
    if (!question.failedTasks().isEmpty()) {
      return Optional.empty();
    }
    var code = question.code().isEmpty() ? "" : " (" + question.code() + ")";
    return stop(
        Reason.NotRepairable, "no task failed by itself, so no rule can judge the run" + code);
  }

  static Optional<Verdict> stoppedByRule(RepairQuestion question) {
    return rulings(question).stream()
        .filter(ruling -> ruling.action() == Action.Stop)
        .findFirst()
        .map(ruling -> new Verdict.Stop(Reason.StoppedByRule, ruling.why()));
  }

  static Optional<Verdict> attemptsExhausted(RepairQuestion question) {
    var most = question.policy().maxAttempts();
    var made = question.repairsMade();
    if (made < most) {
      return Optional.empty();
    }
    var were = made == 1 ? "1 repair was made" : made + " repairs were made";
    var failures = question.failedTasks().stream().map(t -> t.key() + " (" + t.codeOrNone() + ")");
    return stop(
        Reason.AttemptsExhausted,
        were
            + " and maxAttempts allows "
            + most
            + "; still failing: "
            + named(failures.distinct().toList(), ", "));
  }

  static Optional<Verdict> windowOver(RepairQuestion question) {
    var policy = question.policy();
    if (windowOver(policy, question.runStarted(), question.now())) {
      return Optional.of(windowOver(policy, question.runStarted()));
    }
    var end = question.runStarted().plus(policy.window());
    var at = begins(question);
    return at.isAfter(end)
        ? stop(
            Reason.WindowOver,
            window(policy) + "ends at " + end + ", and the next repair would begin at " + at)
        : Optional.empty();
  }

  static boolean windowOver(RepairPolicy policy, Instant runStarted, Instant now) {
    return now.isAfter(runStarted.plus(policy.window()));
  }

  static Verdict.Stop windowOver(RepairPolicy policy, Instant runStarted) {
    var end = runStarted.plus(policy.window());
    return new Verdict.Stop(Reason.WindowOver, window(policy) + "ended at " + end);
  }

  private static String window(RepairPolicy policy) {
    return "the window of " + Durations.text(policy.window()) + " after the run's start ";
  }

  static Verdict repair(RepairQuestion question) {
    var whys = rulings(question).stream().map(Ruling::why).distinct().toList();
    return new Verdict.Repair(begins(question), named(whys, "; "));
  }

  private static List<Ruling> rulings(RepairQuestion question) {
    var rules = question.policy().rules();
    return question.failedTasks().stream().map(task -> ruling(rules, task)).toList();
  }

  private static Ruling ruling(List<PolicyRule> rules, FailedTask task) {
    return rules.stream()
        .map(rule -> rule.judge(task))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> DefaultRule.judge(task));
  }

  private static Instant begins(RepairQuestion question) {
    var wait = question.policy().backoff().before(question.repairsMade(), question.seed());
    return question.attemptEnded().plus(wait);
  }

  private static String named(List<String> all, String between) {
    var first =
        Excerpt.of(all.stream().limit(NAMED).collect(Collectors.joining(between)), SENTENCE);
    return all.size() <= NAMED ? first : first + between + "and " + (all.size() - NAMED) + " more";
  }

  private static Optional<Verdict> stop(Reason reason, String why) {
    return Optional.of(new Verdict.Stop(reason, why));
  }
}
