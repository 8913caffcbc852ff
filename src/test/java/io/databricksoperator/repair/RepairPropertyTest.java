package io.databricksoperator.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Reason;
import io.databricksoperator.api.RepairPolicySpec;
import io.databricksoperator.api.RepairPolicySpec.Action;
import io.databricksoperator.api.RepairPolicySpec.Rule;
import io.databricksoperator.api.RepairPolicySpec.When;
import io.databricksoperator.databricks.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every run that failed, whatever the policy says. */
@PropertyDefaults(tries = 300, edgeCases = EdgeCasesMode.NONE)
class RepairPropertyTest {

  private static final Instant STARTED = Instant.parse("2026-11-23T02:00:00Z");
  private static final List<String> NONE = List.of();
  private static final Rule REPAIR_ALL = new Rule(Action.Repair, new When(null, null, null, null));

  @Property
  void noRepairBeginsAfterTheWindow(
      @ForAll @IntRange(max = 30_000) int window,
      @ForAll @IntRange(max = 30_000) int ranFor,
      @ForAll @IntRange(max = 30_000) int seenAfter,
      @ForAll @IntRange(max = 2) int repairsMade,
      @ForAll("failures") List<FailedTask> failures) {
    // Given
    var policy = policy(3, window + "s", List.of(REPAIR_ALL));
    var over = STARTED.plusSeconds(window);
    var ended = STARTED.plusSeconds(ranFor);
    var now = ended.plusSeconds(seenAfter);
    // When
    var verdict = RepairChain.decide(question(policy, ended, repairsMade, failures, now));
    // Then
    var at = ended.plus(policy.backoff().before(repairsMade, "seed"));
    if (at.isAfter(over) || now.isAfter(over)) {
      assertThat(verdict).extracting("reason").isEqualTo(Reason.WindowOver);
    } else {
      assertThat(verdict).extracting("at").isEqualTo(at);
    }
  }

  @Property
  void thereAreNeverMoreRepairsThanAllowed(
      @ForAll @IntRange(max = 10) int most,
      @ForAll @IntRange(max = 20) int made,
      @ForAll("failures") List<FailedTask> failures) {
    // Given
    var policy = policy(most, "6h", List.of(REPAIR_ALL));
    // When
    var verdict = RepairChain.decide(question(policy, STARTED, made, failures, STARTED));
    // Then
    if (made < most) {
      assertThat(verdict).isInstanceOf(Verdict.Repair.class);
    } else {
      assertThat(verdict).extracting("reason").isEqualTo(Reason.AttemptsExhausted);
    }
  }

  @Property
  void aFirstRuleThatStopsEverythingAlwaysStopsAndIsNamed(
      @ForAll @IntRange(max = 10) int most,
      @ForAll @IntRange(max = 20) int made,
      @ForAll @IntRange(max = 100_000) int seenAfter,
      @ForAll("rules") List<Rule> others,
      @ForAll("failures") List<FailedTask> failures) {
    // Given
    var rules = new ArrayList<>(others);
    rules.addFirst(new Rule(Action.Stop, new When(null, null, null, null)));
    var now = STARTED.plusSeconds(seenAfter);
    // When
    var verdict =
        RepairChain.decide(question(policy(most, "6h", rules), STARTED, made, failures, now));
    // Then
    assertThat(verdict).extracting("reason").isEqualTo(Reason.StoppedByRule);
    assertThat(verdict.why()).startsWith("rule 1 (any failure) says Stop for task ");
  }

  @Property
  void theOrderOfTheFailedTasksDoesNotChangeWhatIsDone(
      @ForAll("rules") List<Rule> rules, @ForAll("failures") List<FailedTask> failures) {
    // Given
    var policy = policy(3, "6h", rules);
    // When
    var verdict = RepairChain.decide(question(policy, STARTED, 0, failures, STARTED));
    var turned = RepairChain.decide(question(policy, STARTED, 0, failures.reversed(), STARTED));
    // Then
    assertThat(turned.getClass()).isEqualTo(verdict.getClass());
  }

  @Property
  void noSentenceIsLongerThanAnEventMayBe(
      @ForAll("rules") List<Rule> rules, @ForAll("failures") List<FailedTask> failures) {
    // Given
    var policy = policy(3, "6h", rules);
    // When
    var verdict = RepairChain.decide(question(policy, STARTED, 0, failures, STARTED));
    // Then
    assertThat(verdict.why()).isNotBlank().hasSizeLessThanOrEqualTo(1024).doesNotContain("\n");
  }

  @Provide
  Arbitrary<List<FailedTask>> failures() {
    var task =
        Combinators.combine(
                Arbitraries.of("ingest", "load", "report", "x".repeat(100)),
                Arbitraries.of("DRIVER_ERROR", "RUN_EXECUTION_ERROR", "CLOUD_FAILURE", ""),
                Arbitraries.of("CLIENT_ERROR", "INTERNAL_ERROR", "CLOUD_FAILURE", ""),
                Arbitraries.strings().ofMaxLength(600),
                Arbitraries.of("", "stockout ".repeat(100), "KeyError: day\n\tat line 3"),
                Arbitraries.integers().between(0, 3))
            .as(FailedTask::new);
    return task.list().ofMinSize(1).ofMaxSize(6);
  }

  @Provide
  Arbitrary<List<Rule>> rules() {
    var when =
        Combinators.combine(
                Arbitraries.of(NONE, List.of("CLOUD_FAILURE", "CLIENT_ERROR")),
                Arbitraries.of(NONE, Collections.nCopies(64, "DRIVER_ERROR")),
                Arbitraries.of(NONE, List.of("*", "x".repeat(900)), List.of("ing*t", "load")),
                Arbitraries.of("KeyError|stock", ".", "y?".repeat(400), "^$", "(?i)[a-m]{3}")
                    .injectNull(0.5))
            .as(When::new);
    return Combinators.combine(Arbitraries.of(Action.class), when)
        .as(Rule::new)
        .list()
        .ofMaxSize(4);
  }

  private static RepairPolicy policy(int most, String window, List<Rule> rules) {
    var spec = new RepairPolicySpec(most, null, window, rules, null);
    return ((PolicyReading.Valid) RepairPolicy.of(spec)).policy();
  }

  private static RepairQuestion question(
      RepairPolicy policy, Instant ended, int made, List<FailedTask> failures, Instant now) {
    return new RepairQuestion(
        policy,
        Outcome.FAILED,
        "RUN_EXECUTION_ERROR",
        "PERIODIC",
        STARTED,
        ended,
        made,
        failures,
        false,
        false,
        now,
        "seed");
  }
}
