package io.databricksoperator.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.databricksoperator.fixtures.OurProcess;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What `make demo` promises. */
class DemoTest {

  @Test
  void theDemoEndsAsItShouldAndSaysSo() {
    // Given
    var text = new ByteArrayOutputStream();
    var out = new PrintStream(text, true, StandardCharsets.UTF_8);
    var demo = new Demo(new Options(OurProcess.launcher(), 0, false), out);

    // When
    var code = demo.run();

    // Then
    var said = text.toString(StandardCharsets.UTF_8);
    assertThat(code).as(said).isZero();
    assertThat(said)
        .contains("churn-2026-11-23  Succeeded after 2 attempts")
        .contains("orders-2026-11-21  Succeeded after 2 attempts")
        .contains("orders-2026-11-22  Failed after 1 attempt:")
        .contains("  ran again  silver_orders\n")
        .containsPattern("run +orders-2026-11-21 +RepairPending .*repair 1 at ")
        .contains("Everything ended as it should")
        .doesNotContain("FAILED  ");
  }

  @Test
  void aProgramThatDoesNotStartFailsTheDemoWithItsLastWords() {
    // Given
    var text = new ByteArrayOutputStream();
    var out = new PrintStream(text, true, StandardCharsets.UTF_8);
    var launcher = List.of("sh", "-c", "echo no such luck");

    // When
    var code = new Demo(new Options(launcher, 0, false), out).run();

    // Then
    assertThat(code).isOne();
    assertThat(text.toString(StandardCharsets.UTF_8))
        .contains("The demo failed: the simulator ended by itself", "no such luck");
  }

  @Test
  void aTerminalGetsOneTableThatChangesInPlace() {
    // Given
    var text = new ByteArrayOutputStream();
    var board = Board.of(new PrintStream(text, true, StandardCharsets.UTF_8), 80);
    var long80 = "task load failed: " + "x".repeat(80);

    // When
    board.show(Duration.ZERO, List.of(new Row("run", "a", "Running", "1", "")));
    board.show(Duration.ofSeconds(2), List.of(new Row("run", "a", "Failed", "1", long80)));

    // Then
    var lines = text.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[\\d*[mK]", "");
    assertThat(lines).contains("\u001b[3A").contains("  2.0s");
    assertThat(lines.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(85));
  }

  @Test
  void anArgumentThatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> Options.of("--kepp"))
        .isInstanceOf(DemoFailure.class)
        .hasMessage("unknown argument --kepp; there are --keep and --width=N");
  }
}
