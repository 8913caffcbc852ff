package io.databricksoperator.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.ConditionType;
import io.databricksoperator.api.Reason;
import io.databricksoperator.kube.Conditions;
import org.junit.jupiter.api.Test;

class JobReportTest {

  @Test
  void aReasonOfALaterReleaseIsNoObstacle() {
    // Given
    var later = Case.inPlace().seesLive(null).ready("ReasonOfALaterRelease");

    // When
    var report = report(later, new JobDecision.InSync());

    // Then
    assertThat(Conditions.has(report.status().conditions(), ConditionType.Ready, Reason.Updated))
        .isTrue();
  }

  private static JobReport report(Case of, JobDecision decision) {
    return JobReport.of(of.facts(), decision, new JobOutcome.Nothing());
  }
}
