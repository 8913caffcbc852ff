package io.databricksoperator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Phase;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.CallObserver;
import io.databricksoperator.databricks.DatabricksFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the labels of the metrics can say is in the page of the operator. */
class LabelsTest {

  private static final Pattern ROW =
      Pattern.compile("\\| `(\\w+)` of `\\w+` \\| `(\\w+)` \\|", Pattern.MULTILINE);

  private static final Path JOB = Path.of("src/main/java/io/databricksoperator/job");
  private static final Pattern ACTION = Pattern.compile("drifted\\([^\"]+\"([a-z]+)\"");

  /** The values of a label that the page has a row for. */
  private static List<String> values(String label) throws IOException {
    return ROW.matcher(Files.readString(Path.of("docs", "operator.md")))
        .results()
        .filter(row -> row.group(1).equals(label))
        .map(row -> row.group(2))
        .toList();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Test
  void everyOutcomeHasItsRow() throws IOException {
    // Given
    var outcomes = new ArrayList<>(List.of(CallObserver.OK));
    Stream.of(DatabricksFailure.Kind.values()).forEach(kind -> outcomes.add(lower(kind)));
    Stream.of(Phase.values()).filter(Phase::ended).forEach(phase -> outcomes.add(lower(phase)));

    // Then
    assertThat(values("outcome")).containsExactlyInAnyOrderElementsOf(outcomes);
  }

  @Test
  void everyActionHasItsRow() throws IOException {
    // Given
    var actions = new ArrayList<String>();
    try (var files = Files.list(JOB)) {
      for (var file : files.toList()) {
        ACTION
            .matcher(Files.readString(file))
            .results()
            .map(LabelsTest::word)
            .forEach(actions::add);
      }
    }

    // Then
    assertThat(values("action")).containsExactlyInAnyOrderElementsOf(actions);
  }

  @Test
  void everyDecisionInThePageIsAReason() throws IOException {
    assertThat(values("decision"))
        .contains("RepairScheduled", "RepairStarted", "StoppedByRule")
        .allSatisfy(value -> assertThat(Reason.valueOf(value)).isNotNull());
  }

  private static String word(MatchResult match) {
    return match.group(1);
  }
}
