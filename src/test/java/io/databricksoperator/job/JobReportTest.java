package io.databricksoperator.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.ConditionType;
import io.databricksoperator.api.JobStatus;
import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Operation.Kind;
import io.databricksoperator.api.Reason;
import io.databricksoperator.kube.Conditions;
import io.databricksoperator.settings.Drift;
import io.databricksoperator.settings.OwnerTag;
import java.util.List;
import java.util.stream.Stream;
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

  @Test
  void aSecretInAPathIsInNoStatusAndNoNews() {
    // Given
    var tasks = "{\"tasks\": [{\"task_key\": \"a\", \"libraries\": [{\"jar\": \"/b.jar\"}%s]}]}";
    var secret = ", {\"pypi\": {\"package\": \"git+https://bot:hunter2@h/r.git\"}}";
    var job = Case.inPlace().manifest(tasks.formatted(secret)).seesLive(tasks.formatted(""));
    var live = ((Look.Live) job.facts().look()).view();
    var differs = Drift.judge(job.facts().body(), live.settings(), job.facts().accepted());
    var correct = new JobDecision.Record(Kind.Reset, Reason.DriftCorrected, differs);
    var intended = new JobOutcome.Intended(Operation.of(Kind.Reset, "token", ""));

    // When
    var reports =
        List.of(
            report(job, new JobDecision.Confirm(live, differs, List.of())),
            report(job, new JobDecision.Report(differs)),
            JobReport.of(job.facts(), correct, intended));

    // Then
    assertThat(reports.getFirst().status().serverOwned())
        .containsExactly("tasks/a/libraries/(hidden)");
    assertThat(reports).allSatisfy(r -> assertThat(r.toString()).doesNotContain("hunter2"));
  }

  @Test
  void aTakeoverIsRememberedUntilAReadShowsOurTag() {
    // Given
    var foreign = OwnerTag.of("elsewhere", "team", "etl").value();
    var taken = Case.inPlace().takenBy(foreign);
    var hold = new JobDecision.Hold(Reason.InvalidSettings, "", true);

    // When
    var statuses =
        Stream.of(
                report(Case.inPlace().seesLive(null, foreign), hold),
                report(taken, hold),
                report(taken.seesLive(null, "nobody's"), hold),
                report(taken, new JobDecision.Miss()),
                report(taken.seesLive(null), new JobDecision.InSync()))
            .map(JobReport::status);

    // Then
    assertThat(statuses)
        .extracting(JobStatus::otherOwner)
        .containsExactly(foreign, foreign, foreign, foreign, null);
  }

  private static JobReport report(Case of, JobDecision decision) {
    return JobReport.of(of.facts(), decision, new JobOutcome.Nothing());
  }
}
