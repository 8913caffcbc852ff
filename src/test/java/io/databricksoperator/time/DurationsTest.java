package io.databricksoperator.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

  private static final Duration OTHERWISE = Duration.ofSeconds(7);

  @ParameterizedTest
  @CsvSource({
    "10s, PT10S",
    "5m, PT5M",
    "1h30m, PT1H30M",
    "500ms, PT0.5S",
    "1h1m1s1ms, PT1H1M1.001S",
    "0s, PT0S",
    "'', PT7S",
    "10, PT7S",
    "-5s, PT7S",
    "1.5h, PT7S"
  })
  void durationsAreReadAsKubernetesWritesThem(String text, Duration meant) {
    assertThat(Durations.parse(text, OTHERWISE)).isEqualTo(meant);
  }

  @Test
  void nothingWrittenMeansTheDefault() {
    assertThat(Durations.parse(null, OTHERWISE)).isEqualTo(OTHERWISE);
  }

  @ParameterizedTest
  @CsvSource({"1s, PT10S", "1m, PT1M", "2h, PT1H"})
  void aDurationOutOfBoundsIsTheNearestBound(String text, Duration meant) {
    assertThat(Durations.parse(text, OTHERWISE, Duration.ofSeconds(10), Duration.ofHours(1)))
        .isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({"PT37S, 37s", "PT4M12S, 4m12s", "PT1H2M3S, 1h2m", "PT26H, 26h0m", "PT0.4S, 0s"})
  void peopleReadThemWithoutFractions(Duration duration, String text) {
    assertThat(Durations.text(duration)).isEqualTo(text);
  }
}
