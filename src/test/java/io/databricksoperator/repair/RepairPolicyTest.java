package io.databricksoperator.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.RepairPolicySpec;
import io.databricksoperator.api.RepairPolicySpec.Action;
import io.databricksoperator.api.RepairPolicySpec.Rule;
import io.databricksoperator.api.RepairPolicySpec.When;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepairPolicyTest {

  @Test
  void anEmptyPolicyMeansTheDefaults() {
    // Given
    var spec = new RepairPolicySpec(null, null, null, null, null);
    // When
    var policy = read(spec);
    // Then
    var backoff = new Backoff(Duration.ofSeconds(30), 2, Duration.ofMinutes(15));
    assertThat(policy)
        .isEqualTo(new RepairPolicy(3, backoff, Duration.ofHours(6), List.of(), true));
  }

  @Test
  void anEmptyBackoffMeansTheDefaultBackoff() {
    // Given
    var nothing = new RepairPolicySpec.Backoff(null, null, null);
    // When
    var policy = read(new RepairPolicySpec(null, nothing, null, null, null));
    // Then
    assertThat(policy.backoff())
        .isEqualTo(new Backoff(Duration.ofSeconds(30), 2, Duration.ofMinutes(15)));
  }

  @Test
  void whatIsWrittenHolds() {
    // Given
    var rule = new Rule(Action.Stop, new When(List.of("T"), List.of("C"), List.of("K"), "E"));
    var backoff = new RepairPolicySpec.Backoff("1m30s", 1.5, "1h");
    // When
    var policy = read(new RepairPolicySpec(0, backoff, "12h", List.of(rule), false));
    // Then
    assertThat(policy)
        .isEqualTo(
            new RepairPolicy(
                0,
                new Backoff(Duration.ofSeconds(90), 1.5, Duration.ofHours(1)),
                Duration.ofHours(12),
                List.of(
                    new PolicyRule(
                        1,
                        Action.Stop,
                        List.of("T"),
                        List.of("C"),
                        List.of("K"),
                        ErrorPattern.of("E"))),
                false));
  }

  @Test
  void aRuleWithoutAWhenHoldsForEveryTask() {
    // Given
    var policy =
        read(new RepairPolicySpec(null, null, null, List.of(new Rule(Action.Stop, null)), null));
    // When
    var ruling = policy.rules().getFirst().judge(new FailedTask("a", "C", "T", "", "", 0));
    // Then
    assertThat(ruling)
        .contains(new Ruling(Action.Stop, "rule 1 (any failure) says Stop for task a: C"));
  }

  private static RepairPolicy read(RepairPolicySpec spec) {
    return ((PolicyReading.Valid) RepairPolicy.of(spec)).policy();
  }
}
