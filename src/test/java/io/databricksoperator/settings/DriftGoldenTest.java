package io.databricksoperator.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * One folder per case: {@code settings.yaml} is the manifest, {@code live.yaml} what jobs/get
 * shows, {@code expected.yaml} the drift. {@code baseline.yaml}, if there, is what the read showed
 * that confirmed our write; otherwise that was nothing beside the manifest.
 */
class DriftGoldenTest {
  private static final Path CASES = Path.of("src/test/resources/settings");

  @TestFactory
  Stream<DynamicTest> eachFolderShowsExactlyItsDrift() throws IOException {
    try (var folders = Files.list(CASES)) {
      return folders
          .sorted()
          .map(
              folder ->
                  DynamicTest.dynamicTest(folder.getFileName().toString(), () -> judge(folder)))
          .toList()
          .stream();
    }
  }

  private static void judge(Path folder) {
    // Given
    var body = Given.body(Given.file(folder.resolve("settings.yaml")));
    var live = Given.file(folder.resolve("live.yaml"));
    var confirmed = folder.resolve("baseline.yaml");
    var accepted =
        Files.exists(confirmed)
            ? new Accepted(
                Baseline.of(body, Given.file(confirmed), Given.SALT).extras(), null, Given.SALT)
            : Given.NOTHING_BESIDE;

    // When
    var drift = DriftText.of(Drift.judge(body, live, accepted));

    // Then
    assertThat(drift).containsExactlyElementsOf(expected(folder));
  }

  private static List<DriftText> expected(Path folder) {
    var expected = new ArrayList<DriftText>();
    for (JsonNode each : Given.file(folder.resolve("expected.yaml"))) {
      expected.add(
          new DriftText(
              each.path("path").asText(),
              each.path("kind").asText(),
              each.path("wanted").asText(null),
              each.path("found").asText(null)));
    }
    return expected;
  }
}
