package io.databricksoperator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.ConditionType;
import io.databricksoperator.api.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a condition keeps of a message. */
class ConditionsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void aLongMessageIsCutBetweenCharactersSoThatItReadsBackTheSame() {
    // Given
    var message = "x".repeat(1022) + "😀😀";

    // When
    var conditions =
        new Conditions(null, NOW, 1L).set(ConditionType.Ready, false, Reason.Lost, message).list();

    // Then
    var kept = conditions.getFirst().getMessage();
    assertThat(kept).isEqualTo("x".repeat(1022) + "…");
    assertThat(new String(kept.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(kept);
    assertThat(Conditions.says(conditions, Reason.Lost, message)).isTrue();
  }

  @Test
  void halfACharacterFromOutsideIsWhatItIsStoredAs() {
    // Given
    var message = "cut by Databricks: " + "😀".charAt(0);

    // When
    var conditions =
        new Conditions(null, NOW, 1L).set(ConditionType.Ready, false, Reason.Lost, message).list();

    // Then
    assertThat(conditions.getFirst().getMessage()).isEqualTo("cut by Databricks: ?");
    assertThat(Conditions.says(conditions, Reason.Lost, message)).isTrue();
  }
}
