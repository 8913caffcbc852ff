package io.databricksoperator.job;

import static io.databricksoperator.job.Case.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Operation.Kind;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.JobView;
import io.databricksoperator.effect.Intents;
import io.databricksoperator.settings.Difference;
import io.databricksoperator.settings.OwnerTag;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobPlannerTest {

  private static final String FOREIGN = OwnerTag.of("elsewhere", "team", "etl").value();
  private static final String EDITED = "{\"name\": \"etl\", \"timeout_seconds\": 7}";

  @Test
  void aNewObjectWritesDownItsIntentFirst() {
    assertThat(Case.fresh().decide())
        .isEqualTo(new JobDecision.Record(Kind.Create, Reason.Creating, List.of()));
  }

  @Test
  void onlyAnEmptySearchLeadsToACreate() {
    var intended = Case.fresh().doing(Kind.Create, new Intents.Fresh());

    assertThat(intended.decide()).isEqualTo(new JobDecision.Keep(NOW));
    assertThat(intended.sees(new Look.Found(List.of())).decide())
        .isEqualTo(new JobDecision.Create(false));
  }

  @Test
  void aJobThatStartsByItselfIsCreatedInert() {
    var scheduled =
        Case.fresh()
            .manifest("{\"name\": \"etl\", \"continuous\": {}}")
            .doing(Kind.Create, new Intents.Fresh());

    assertThat(scheduled.sees(new Look.Found(List.of())).decide())
        .isEqualTo(new JobDecision.Create(true));
  }

  @Test
  void aJobWithOurTagIsTakenTheOldestFirst() {
    var older = tagged(2, Case.OWNER.value(), Duration.ofHours(2));
    var younger = tagged(1, Case.OWNER.value(), Duration.ofHours(1));
    var other = tagged(3, null, Duration.ofHours(3));

    assertThat(
            Case.fresh()
                .doing(Kind.Create, new Intents.Fresh())
                .sees(new Look.Found(List.of(younger, other, older)))
                .decide())
        .isEqualTo(new JobDecision.Take(List.of(older, younger)));
  }

  @Test
  void aJobOfTheSameObjectElsewhereStopsTheCreate() {
    assertThat(
            Case.fresh()
                .doing(Kind.Create, new Intents.Fresh())
                .sees(new Look.Found(List.of(tagged(2, FOREIGN, Duration.ZERO))))
                .decide())
        .isInstanceOfSatisfying(
            JobDecision.Hold.class,
            hold -> assertThat(hold.reason()).isEqualTo(Reason.OwnedByAnother));
  }

  @ParameterizedTest
  @CsvSource({"59, false", "60, true"})
  void aCreateInDoubtIsMadeAgainAfterAMinute(int seconds, boolean again) {
    var decision =
        Case.fresh()
            .doing(Kind.Create, new Intents.Doubtful(NOW.minusSeconds(seconds)))
            .sees(new Look.Found(List.of()))
            .decide();

    assertThat(decision)
        .isEqualTo(
            again ? new JobDecision.Create(false) : new JobDecision.Keep(NOW.plusSeconds(1)));
  }

  @Test
  void aCreateThatWasAnsweredIsSentAgainOnlyIfNothingOfItIsFoundForAMinute() {
    assertThat(answered(59).decide()).isInstanceOf(JobDecision.Keep.class);
    assertThat(answered(60).decide()).isEqualTo(new JobDecision.Create(false));
  }

  private static Case answered(long secondsAgo) {
    return Case.fresh()
        .doing(Kind.Create, new Intents.Acted(NOW.minusSeconds(secondsAgo)))
        .sees(new Look.Found(List.of()));
  }

  @Test
  void aRenamedManifestIsSearchedUnderItsNewNameBeforeItIsCreated() {
    assertThat(
            Case.fresh()
                .manifest("{\"name\": \"renamed\"}")
                .doing(Kind.Create, new Intents.Fresh())
                .sees(new Look.Found(List.of()))
                .decide())
        .isEqualTo(new JobDecision.Record(Kind.Create, Reason.Creating, List.of()));
  }

  @Test
  void aJobInPlaceIsLeftAlone() {
    assertThat(Case.inPlace().decide()).isEqualTo(new JobDecision.Keep(null));
    assertThat(Case.inPlace().seesLive(null).decide()).isEqualTo(new JobDecision.InSync());
  }

  @Test
  void aChangedManifestIsWrittenWhateverDatabricksShows() {
    var changed = Case.inPlace().manifest(EDITED);
    var intent = new JobDecision.Record(Kind.Reset, Reason.Updating, List.of());

    assertThat(changed.decide()).isEqualTo(intent);
    assertThat(changed.seesLive(EDITED).decide()).isEqualTo(intent);
    assertThat(changed.doing(Kind.Reset, new Intents.Fresh()).decide())
        .isEqualTo(new JobDecision.Write());
  }

  @Test
  void aChangedManifestIsNotWrittenToAJobThatAnotherInstallationTook() {
    var claimed = Case.inPlace().takenBy(FOREIGN).manifest(EDITED);

    assertThat(claimed.decide()).isInstanceOf(JobDecision.Keep.class);
    assertThat(claimed.seesLive(EDITED, FOREIGN).decide()).isInstanceOf(JobDecision.Hold.class);
    assertThat(claimed.seesLive(EDITED, "nobody's").decide()).isInstanceOf(JobDecision.Hold.class);
    assertThat(claimed.seesLive(EDITED).decide()).isInstanceOf(JobDecision.Record.class);
  }

  @Test
  void driftIsPutBackOrReported() {
    assertThat(Case.inPlace().seesLive(EDITED).decide())
        .isInstanceOfSatisfying(
            JobDecision.Record.class,
            intent -> {
              assertThat(intent.why()).isEqualTo(Reason.DriftCorrected);
              assertThat(intent.drift())
                  .extracting(Difference::path)
                  .containsExactly("timeout_seconds");
            });
    assertThat(Case.inPlace().report().seesLive(EDITED).decide())
        .isInstanceOf(JobDecision.Report.class);
  }

  @Test
  void doesNotExistIsBelievedAfterAMinute() {
    var missing = new Look.Missing();

    assertThat(Case.inPlace().sees(missing).decide()).isEqualTo(new JobDecision.Miss());
    assertThat(Case.inPlace().missingFor(Duration.ofSeconds(59)).sees(missing).decide())
        .isEqualTo(new JobDecision.Keep(NOW.plusSeconds(1)));
    assertThat(Case.inPlace().missingFor(Duration.ofSeconds(60)).sees(missing).decide())
        .isEqualTo(new JobDecision.Record(Kind.Create, Reason.JobGone, List.of()));
    assertThat(Case.inPlace().report().missingFor(Duration.ofSeconds(60)).sees(missing).decide())
        .isEqualTo(new JobDecision.ReportGone());
  }

  @Test
  void aJobOfAnotherWorkspaceIsNeverTouched() {
    assertThat(Case.inPlace().manifest(EDITED).in("78").decide())
        .isInstanceOfSatisfying(
            JobDecision.Hold.class,
            hold -> assertThat(hold.reason()).isEqualTo(Reason.WorkspaceChanged));
  }

  private static JobView tagged(long id, String owner, Duration age) {
    var settings = Case.body("{\"name\": \"etl\", \"tags\": {}}");
    if (owner == null) {
      settings.remove("tags");
    } else {
      settings.withObject("/tags").put(OwnerTag.NAME, owner);
    }
    return new JobView(id, null, null, NOW.minus(age), settings, false);
  }
}
