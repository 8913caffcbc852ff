package io.databricksoperator.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Operation.Kind;
import io.databricksoperator.api.Reason;
import io.databricksoperator.settings.Baseline;
import io.databricksoperator.settings.Difference;
import io.databricksoperator.settings.Drift;
import io.databricksoperator.settings.Fingerprint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfirmationTest {

  private static final String OTHER = "{\"name\": \"etl\", \"timeout_seconds\": 7}";
  private static final String ADDED =
      "{\"name\": \"etl\", \"timeout_seconds\": 60, \"schedule\": {\"timezone_id\": \"UTC\"}}";

  @ParameterizedTest
  @CsvSource({"0, AwaitWrite", "1, AwaitWrite", "2, Confirm", "3, Record"})
  void aWriteThatReadsDoNotShowIsLookedForThreeTimes(int reads, String decision) {
    var seen = Case.inPlace().unconfirmed(reads, "another", always(OTHER), null).seesLive(OTHER);

    assertThat(seen.decide().getClass().getSimpleName()).isEqualTo(decision);
  }

  @Test
  void whatEveryReadShowsAlikeIsTheServers() {
    var seen = Case.inPlace().unconfirmed(2, null, always(OTHER), null).seesLive(OTHER);

    assertThat(seen.decide())
        .isInstanceOfSatisfying(
            JobDecision.Confirm.class,
            confirm -> {
              assertThat(confirm.owned())
                  .extracting(Difference::path)
                  .containsExactly("timeout_seconds");
              assertThat(confirm.drift()).isEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\": \"etl\", \"timeout_seconds\": 60}",
        "{\"name\": \"etl\", \"timeout_seconds\": 8}"
      })
  void whatReadsBeforeDidNotShowIsWrittenAgain(String before) {
    var seen = Case.inPlace().unconfirmed(2, null, always(before), null).seesLive(OTHER);

    assertThat(seen.decide()).satisfies(decision -> putsBack(decision, "timeout_seconds"));
  }

  @Test
  void whatIsAddedByHandIsNeverTheServers() {
    var first = Case.inPlace().unconfirmed(0, null, null, null).seesLive(ADDED);
    var third = Case.inPlace().unconfirmed(2, null, always(ADDED), null).seesLive(ADDED);

    assertThat(first.decide())
        .isInstanceOfSatisfying(
            JobDecision.AwaitWrite.class, await -> assertThat(await.always()).isEmpty());
    assertThat(third.decide()).satisfies(decision -> putsBack(decision, "schedule"));
    assertThat(third.report().decide())
        .isInstanceOfSatisfying(
            JobDecision.Confirm.class,
            confirm -> {
              assertThat(confirm.owned()).isEmpty();
              assertThat(confirm.drift()).extracting(Difference::path).containsExactly("schedule");
            });
  }

  @Test
  void whatComesBackAfterThreeWritesStays() {
    var third = Case.inPlace().unconfirmed(2, print(ADDED), Map.of(), 3).seesLive(ADDED);

    assertThat(third.decide())
        .isInstanceOfSatisfying(
            JobDecision.Confirm.class,
            confirm ->
                assertThat(confirm.drift())
                    .extracting(Difference::path)
                    .containsExactly("schedule"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {OTHER, ADDED})
  void aReadThatStillShowsWhatWasBeforeIsNoAnswerOfTheServer(String before) {
    var seen = Case.inPlace().unconfirmed(2, print(before), always(before), null).seesLive(before);

    assertThat(seen.decide()).isEqualTo(new JobDecision.Unconfirmed());
  }

  private static void putsBack(JobDecision decision, String path) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            JobDecision.Record.class,
            intent -> {
              assertThat(intent.kind()).isEqualTo(Kind.Reset);
              assertThat(intent.why()).isEqualTo(Reason.DriftCorrected);
              assertThat(intent.drift()).extracting(Difference::path).containsExactly(path);
            });
  }

  private static String print(String settings) {
    return Fingerprint.ofSettings(Case.body(settings), "uid");
  }

  /** What is kept of reads that showed these settings. */
  private static Map<String, String> always(String settings) {
    var facts = Case.inPlace().unconfirmed(0, null, null, null).facts();
    return Baseline.owned(
        List.copyOf(Drift.judge(facts.body(), Case.body(settings), facts.accepted())),
        facts.salt());
  }
}
