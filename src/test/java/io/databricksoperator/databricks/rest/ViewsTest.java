package io.databricksoperator.databricks.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.databricksoperator.databricks.Lifecycle;
import io.databricksoperator.databricks.Outcome;
import io.databricksoperator.databricks.RepairView;
import io.databricksoperator.databricks.RunState;
import io.databricksoperator.databricks.RunView;
import io.databricksoperator.databricks.TaskView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Databricks' JSON turned into our snapshots. */
class ViewsTest {

  @Test
  void aRepairedRunIsReadWhole() throws IOException {
    // Given
    var json = resource("repaired-run.json");

    // When
    var run = Views.run(json).orElseThrow();

    // Then
    assertThat(run.runId()).isEqualTo(9_123_456_789_012_345_678L);
    assertThat(run.jobId()).isEqualTo(1_091_837_465_019_283_746L);
    assertThat(run.state().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.started()).isEqualTo(Instant.ofEpochMilli(1_790_000_000_000L));
    assertThat(run.ended()).isEqualTo(Instant.ofEpochMilli(1_790_000_061_000L));
    assertThat(run.trigger()).isEqualTo("ONE_TIME");
    assertThat(run.parameters())
        .containsExactly(Map.entry("day", "2026-09-01"), Map.entry("env", "prod"));
    assertThat(run.latestRepairId()).isEqualTo(734_650_698_524_280L);
    assertThat(run.newestTasks())
        .extracting(TaskView::runId)
        .containsExactly(990_000_000_000_002L, 990_000_000_000_003L);
  }

  @Test
  void aTaskHasTheFiguresOfItsIterations() throws IOException {
    var each = Views.run(resource("repaired-run.json")).orElseThrow().tasks().get(2);

    assertThat(each.key()).isEqualTo("each");
    assertThat(each.forEach()).isEqualTo(new TaskView.ForEach(10, 7, 2));
    assertThat(each.state().lifecycle()).isEqualTo(Lifecycle.RUNNING);
    assertThat(each.ended()).isNull();
  }

  @Test
  void theHistoryKeepsTheOriginalRunWithoutAnId() throws IOException {
    var repairs = Views.run(resource("repaired-run.json")).orElseThrow().repairs();

    assertThat(repairs)
        .containsExactly(
            new RepairView(
                null,
                Instant.ofEpochMilli(1_790_000_000_000L),
                Instant.ofEpochMilli(1_790_000_030_000L),
                new RunState(
                    Lifecycle.TERMINATED,
                    Outcome.FAILED,
                    "RUN_EXECUTION_ERROR",
                    "CLIENT_ERROR",
                    ""),
                List.of(990_000_000_000_001L)),
            new RepairView(734_650_698_524_280L, null, null, null, List.of(990_000_000_000_002L)));
  }

  @Test
  void anEndTimeOfARunThatGoesOnIsOld() {
    // Given
    var run = Json.object().put("run_id", 1).put("end_time", 1_790_000_000_000L);
    run.putObject("status").put("state", "RUNNING");

    // Then
    assertThat(Views.run(run).orElseThrow().ended()).isNull();
  }

  @Test
  void anEndTimeOfZeroIsNone() {
    var run = Json.object().put("run_id", 1).put("end_time", 0);
    run.putObject("status").put("state", "TERMINATED");

    assertThat(Views.run(run).orElseThrow().ended()).isNull();
  }

  @Test
  void aBareRunIsStillARun() {
    var run = Views.run(Json.object().put("run_id", 1)).orElseThrow();

    assertThat(run.state()).isEqualTo(RunState.active(Lifecycle.RUNNING, ""));
    assertThat(run.tasks()).isEmpty();
    assertThat(run.creator()).isNull();
    assertThat(run.jobId()).isNull();
  }

  @Test
  void whatHasNoUsableIdIsNothing() {
    assertThat(Views.run(Json.object())).isEmpty();
    assertThat(Views.run(Json.object().put("run_id", 1.5))).isEmpty();
    assertThat(Views.run(Json.object().put("run_id", "99999999999999999999"))).isEmpty();
    assertThat(Views.job(Json.object().put("job_id", "abc"))).isEmpty();
    assertThat(Views.job(Json.object().putNull("job_id"))).isEmpty();
  }

  @Test
  void anItemThatIsNothingKeepsNoOtherFromBeingSeen() {
    // Given
    var list = Json.object().putArray("runs");
    list.addObject().put("run_name", "odd");
    list.addObject().put("run_id", 1);
    list.add("odd").addNull().addObject().put("run_id", 2);

    // When
    var runs = Views.all(list, Views::run);

    // Then
    assertThat(runs).extracting(RunView::runId).containsExactly(1L, 2L);
    assertThat(Views.all(list, Views::job)).isEmpty();
    assertThat(Views.all(Json.object().path("jobs"), Views::job)).isEmpty();
  }

  @Test
  void aJobIsReadWithItsSettingsAsTheyCame() throws IOException {
    // Given
    var json =
        Json.read(
            "{\"job_id\":\"9123456789012345678\",\"created_time\":1790000000000,\"settings\":{\"name\":\"n\",\"tags\":{\"a\":\"b\"},\"x\":0.5}}"
                .getBytes(StandardCharsets.UTF_8));

    // When
    var job = Views.job(json.orElseThrow()).orElseThrow();

    // Then
    assertThat(job.jobId()).isEqualTo(9_123_456_789_012_345_678L);
    assertThat(job.name()).isEqualTo("n");
    assertThat(job.tag("a")).isEqualTo("b");
    assertThat(job.creator()).isNull();
    assertThat(job.settings().toString())
        .isEqualTo("{\"name\":\"n\",\"tags\":{\"a\":\"b\"},\"x\":0.5}");
  }

  @Test
  void ofALongTraceTheEndIsKept() {
    // Given
    var trace = "first line\n" + "x".repeat(2_000_000) + "\nlast line";

    // When
    var output = Views.output(Json.object().put("error", "e").put("error_trace", trace));

    // Then
    assertThat(output.error()).isEqualTo("e");
    assertThat(output.errorTrace()).startsWith("…x").endsWith("last line").hasSizeLessThan(70_000);
  }

  private static ObjectNode resource(String name) throws IOException {
    try (InputStream in = ViewsTest.class.getResourceAsStream(name)) {
      return Json.read(in.readAllBytes()).orElseThrow();
    }
  }
}
