package io.databricksoperator.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Names;
import io.databricksoperator.api.Operation.Kind;
import io.databricksoperator.api.Reason;
import io.databricksoperator.effect.Intents;
import io.databricksoperator.settings.OwnerTag;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobDeletionPlanTest {

  private static final String OURS = Case.OWNER.value();
  private static final String FOREIGN = OwnerTag.of("elsewhere", "team", "etl").value();

  @Test
  void aDeletionIsWrittenDownThenLookedAtThenSent() {
    var intended = intended();

    assertThat(Case.inPlace().deletedFor(Duration.ZERO).decide())
        .isEqualTo(new JobDecision.Record(Kind.Delete, Reason.Deleting, List.of()));
    assertThat(intended.decide()).isEqualTo(new JobDecision.Keep(null));
    assertThat(intended.leaves(OURS).decide()).isEqualTo(new JobDecision.Delete(List.of()));
    assertThat(intended.sees(new Look.Leaving(null, List.of())).decide())
        .isEqualTo(new JobDecision.Delete(List.of()));
  }

  @ParameterizedTest
  @CsvSource({"true, OwnedByAnother", "false, Orphaned"})
  void aJobWithoutOurTagIsReleasedAndNotDeleted(boolean another, Reason reason) {
    var seen = intended().leaves(another ? FOREIGN : "nobody's", new Look.Copy(5, false));

    assertThat(seen.decide())
        .isInstanceOfSatisfying(
            JobDecision.Release.class,
            release -> {
              assertThat(release.reason()).isEqualTo(reason);
              assertThat(release.message()).contains("job " + Case.ID, "job 5");
            });
  }

  @Test
  void aJobThatWasSeenToBeAnothersIsReleasedWithoutALook() {
    assertThat(Case.inPlace().takenBy(FOREIGN).deletedFor(Duration.ZERO).decide())
        .isInstanceOfSatisfying(
            JobDecision.Release.class,
            release -> assertThat(release.reason()).isEqualTo(Reason.OwnedByAnother));
  }

  @Test
  void copiesThatAreAsleepGoFirstAndOthersStay() {
    var awake = new Look.Copy(5, false);
    var asleep = new Look.Copy(6, true);

    assertThat(intended().leaves(OURS, awake, asleep).decide())
        .isEqualTo(new JobDecision.DeleteCopy(6));
    assertThat(intended().leaves(OURS, awake).decide())
        .isEqualTo(new JobDecision.Delete(List.of(5L)));
  }

  @Test
  void whatMayStayIsReleasedInSilence() {
    var silent = new JobDecision.Release(null, null);

    assertThat(Case.inPlace().retain().deletedFor(Duration.ZERO).decide()).isEqualTo(silent);
    assertThat(Case.fresh().deletedFor(Duration.ZERO).decide()).isEqualTo(silent);
    assertThat(Case.inPlace().deletedFor(Duration.ZERO).withItsKind().decide()).isEqualTo(silent);
    assertThat(
            Case.inPlace()
                .deletedFor(Duration.ZERO)
                .doing(Kind.Delete, new Intents.Acted(Case.NOW))
                .decide())
        .as("deleted already")
        .isEqualTo(silent);
  }

  @ParameterizedTest
  @CsvSource({
    "Unreachable, true, Record",
    "Unreachable, false, Blocked",
    "WorkspaceChanged, false, Blocked",
    "CredentialsRefused, false, Blocked",
    "WorkspaceNotFound, true, Record",
    "WorkspaceNotFound, false, Release",
    "SecretNotFound, false, Release"
  })
  void aDeletionWaitsForTheWorkspaceUnlessNobodyCanReachItEver(
      Reason reason, boolean remembered, String decision) {
    assertThat(Case.inPlace().deletedFor(Duration.ZERO).closed(reason, remembered).decide())
        .extracting(d -> d.getClass().getSimpleName())
        .isEqualTo(decision);
  }

  @Test
  void aDeletionEndsByDeadlineOrByAnnotation() {
    assertThat(Case.inPlace().deletedFor(Duration.ofHours(24)).decide())
        .satisfies(JobDeletionPlanTest::orphans);
    assertThat(
            Case.inPlace().deletedFor(Duration.ofHours(23)).annotated(Names.FORCE_ORPHAN).decide())
        .satisfies(JobDeletionPlanTest::orphans);
  }

  @Test
  void aJobOfAnotherWorkspaceIsNeverDeleted() {
    assertThat(Case.inPlace().in("78").deletedFor(Duration.ZERO).decide())
        .satisfies(JobDeletionPlanTest::orphans);
  }

  private static Case intended() {
    return Case.inPlace().deletedFor(Duration.ZERO).doing(Kind.Delete, new Intents.Fresh());
  }

  private static void orphans(JobDecision decision) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            JobDecision.Release.class,
            release -> {
              assertThat(release.reason()).isEqualTo(Reason.Orphaned);
              assertThat(release.message()).contains(Long.toString(Case.ID));
            });
  }
}
