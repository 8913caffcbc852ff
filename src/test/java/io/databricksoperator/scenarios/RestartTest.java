package io.databricksoperator.scenarios;

import static io.databricksoperator.fixtures.World.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.embedded.AuditEntry;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A new operator finds everything in order and leaves it alone. */
class RestartTest {

  @Test
  void aRestartWritesNothingAndOnlyReads() {
    try (var world = World.started()) {
      // Given
      world.databricks().script("{\"job\": \"etl\", \"attempts\": [{\"duration\": \"PT2H\"}]}");
      var progress = Progress.of(world);
      progress.job("etl", "");
      progress.job("quick", "");
      progress.start("done", "quick", "");
      progress.end("done");
      progress.start("night", "etl", "");
      progress.pass(Duration.ofMinutes(3));
      assertThat(world.workspace().getStatus().jobs()).isEqualTo(2);
      assertThat(world.workspace().getStatus().activeRuns()).isEqualTo(1);
      world.stopOperator();
      var audited = world.kubernetes().audit().size();
      world.databricks().forgetLedger();

      // When
      world.startOperator();
      await("the new operator to look")
          .until(() -> world.databricks().calls("GET /api/2.0/preview/scim/v2/Me") == 1);
      progress.pass(Duration.ofMinutes(4));

      // Then
      assertThat(writes(world, audited)).isEmpty();
      assertThat(world.databricks().ledger().path("calls").findValuesAsText("method"))
          .isNotEmpty()
          .containsOnly("GET");
      assertThat(world.workspace().getStatus().jobs()).isEqualTo(2);
    }
  }

  private static List<AuditEntry> writes(World world, int since) {
    var audit = world.kubernetes().audit();
    return audit.subList(since, audit.size()).stream()
        .filter(entry -> entry.request().isWrite())
        .toList();
  }
}
