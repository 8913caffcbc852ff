package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.embedded.AuditEntry;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What jobs cost in calls, as the ledger of Databricks and the audit log of Kubernetes count. */
class JobCostTest {

  private static final String LIST = "GET /api/2.2/jobs/list";
  private static final String GET = "GET /api/2.2/jobs/get";
  private static final Duration DRIFT = Duration.ofMinutes(5);

  private World world;

  @BeforeEach
  void start() {
    world = World.started();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void anUnchangedJobIsNeverWrittenHoweverOftenItIsLookedAt() {
    // Given
    var job =
        WatchedJob.ready(
            world, "quiet", "  schedule: {quartz_cron_expression: 0 0 3 * * ?, timezone_id: UTC}");
    world.databricks().forgetLedger();
    int before = writes().size();

    // When
    for (int i = 1; i <= 10; i++) {
      job.annotate("touched", "time-" + i);
      sweep(i);
    }

    // Then
    assertThat(calls()).allMatch(route -> route.startsWith("GET "));
    assertThat(world.databricks().calls(GET)).isZero();
    assertThat(writes()).as("the test's own ten").hasSize(before + 10);
  }

  @Test
  void fiftyJobsTakeThreeCallsEachAndOnePageASweep() {
    // Given
    world.databricks().forgetLedger();

    // When
    IntStream.range(0, 50).forEach(i -> world.apply(Manifests.job("job-" + i, "")));
    IntStream.range(0, 50).forEach(i -> new WatchedJob(world, "job-" + i).awaitSynced());

    // Then
    assertThat(world.databricks().calls(LIST)).isEqualTo(50);
    assertThat(world.databricks().calls("POST /api/2.2/jobs/create")).isEqualTo(50);
    assertThat(world.databricks().calls(GET)).isEqualTo(50);
    assertThat(calls()).hasSize(150);

    // When
    world.databricks().forgetLedger();
    IntStream.rangeClosed(1, 3).forEach(this::sweep);

    // Then
    assertThat(calls()).hasSize(3);
  }

  @Test
  void aDeletionTakesALookAtTheJobASearchForCopiesAndOneDelete() {
    // Given
    var job = WatchedJob.ready(world, "leaving", "");
    world.databricks().forgetLedger();

    // When
    world.delete(job.object());
    job.awaitGone();

    // Then
    assertThat(calls()).containsExactly(GET, LIST, "POST /api/2.2/jobs/delete");
  }

  @Test
  void everyJobIsReadWholeNowAndThenButNotAllTogether() {
    // Given
    IntStream.range(0, 8).forEach(i -> WatchedJob.ready(world, "job-" + i, ""));
    world.databricks().forgetLedger();

    // When
    world.advance(Duration.ofHours(6));
    sweep(1);
    int together = world.databricks().calls(GET);
    for (int i = 2; i <= 14; i++) {
      sweep(i);
    }
    World.await("all reads").until(() -> world.databricks().calls(GET) == 8);

    // Then
    assertThat(together).isLessThan(8);
    assertThat(world.databricks().calls("POST /api/2.2/jobs/reset")).isZero();
  }

  /** Lets one drift interval pass. */
  private void sweep(int number) {
    world.advance(DRIFT);
    World.await("sweep " + number).until(() -> world.databricks().calls(LIST) >= number);
  }

  private List<String> calls() {
    return StreamSupport.stream(world.databricks().ledger().path("calls").spliterator(), false)
        .map(call -> call.path("method").asText() + " " + call.path("route").asText())
        .filter(route -> route.contains("/jobs/"))
        .toList();
  }

  private List<AuditEntry> writes() {
    return world.kubernetes().audit().stream()
        .filter(AuditEntry::changedSomething)
        .filter(entry -> !entry.request().resource().equals("databricksworkspaces"))
        .toList();
  }
}
