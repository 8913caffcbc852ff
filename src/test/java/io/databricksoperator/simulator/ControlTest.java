package io.databricksoperator.simulator;

import static io.databricksoperator.simulator.WorkspaceClient.result;
import static io.databricksoperator.simulator.WorkspaceClient.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlTest {
  private final WorkspaceClient workspace = WorkspaceClient.start();

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  void aJumpInTimeLeavesWhatTheTimeItselfWouldHaveLeft() {
    // Given
    long job = workspace.jobWith("a", "b:a");
    workspace.runNow(job);
    workspace.runNow(job);
    // When
    workspace.advance("PT1H");
    // Then
    List<JsonNode> effects = stream(workspace.get("/simulator/ledger").body().path("effects"));
    assertThat(effects).extracting(e -> e.path("time").asText()).isSorted();
    assertThat(effects).extracting(e -> e.path("number").asLong()).isSorted();
    List<JsonNode> ends = workspace.effects("RunEnded");
    assertThat(ends)
        .extracting(e -> e.path("time").asText())
        .containsExactly("2026-03-02T08:00:12Z", "2026-03-02T08:00:24Z");
  }

  @Test
  void theClockShowsAndMovesVirtualTime() {
    // When
    JsonNode before = workspace.get("/simulator/clock").body();
    workspace.advance("PT10M");
    JsonNode after = workspace.get("/simulator/clock").body();
    // Then
    assertThat(before.path("now").asText()).isEqualTo("2026-03-02T08:00:00Z");
    assertThat(after.path("now").asText()).isEqualTo("2026-03-02T08:10:00Z");
  }

  @Test
  void theLedgerCountsCallsAndForgetsThemOnRequest() {
    // Given
    workspace.jobWith("a");
    workspace.get("get?job_id=7");
    // When
    JsonNode ledger = workspace.get("/simulator/ledger").body();
    long call = ledger.path("calls").path(0).path("number").asLong();
    JsonNode since = workspace.get("/simulator/ledger?since=" + call).body();
    workspace.ok(workspace.send(workspace.request("DELETE", "/simulator/ledger", "").build()));
    JsonNode forgotten = workspace.get("/simulator/ledger").body();
    // Then
    assertThat(ledger.path("counts").path("POST /api/2.2/jobs/create").asInt()).isEqualTo(1);
    JsonNode create = ledger.path("calls").path(0);
    assertThat(create.path("principal").asText()).isEqualTo(SimulatorOptions.DEFAULT_USER);
    assertThat(create.path("request").path("name").asText()).isEqualTo("nightly");
    assertThat(create.path("status").asInt()).isEqualTo(200);
    assertThat(ledger.path("calls").path(1).path("query").asText()).isEqualTo("job_id=7");
    assertThat(ledger.path("calls").path(1).path("status").asInt()).isEqualTo(400);
    assertThat(since.path("calls").size()).isEqualTo(1);
    assertThat(forgotten.path("calls").size() + forgotten.path("counts").size()).isZero();
    assertThat(forgotten.path("effects").size()).isEqualTo(1);
  }

  @Test
  void theNewestScriptThatFitsWins() {
    // Given
    workspace.script("*", "{'result':'FAILED'}");
    workspace.ok(
        workspace.post("/simulator/script", "{'job':'night*','task':'a','attempts':[{}]}"));
    workspace.ok(
        workspace.post(
            "/simulator/script", "{'job':'other','task':'a','attempts':[{'result':'TIMEDOUT'}]}"));
    // When
    long run = workspace.runNow(workspace.jobWith("a", "b"));
    workspace.advance("PT1H");
    // Then
    assertThat(result(workspace.task(run, "a"))).isEqualTo("SUCCESS");
    assertThat(result(workspace.task(run, "b"))).isEqualTo("FAILED");
  }

  @Test
  void clearedScriptsLetTasksSucceed() {
    // Given
    workspace.script("*", "{'result':'FAILED'}");
    workspace.ok(workspace.send(workspace.request("DELETE", "/simulator/script", "").build()));
    // When
    long run = workspace.runNow(workspace.jobWith("a"));
    workspace.advance("PT1H");
    // Then
    assertThat(result(workspace.run(run))).isEqualTo("SUCCESS");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "script | {} | Give attempts",
        "script | {'attempts':[{'result':'GREAT'}]} | result must be one of SUCCESS",
        "script | {'attempts':[{'duration':'5s'}]} | ISO 8601",
        "clock | {'advance':'-PT1S'} | must not be negative",
        "clock | {} | Give advance.",
        "settings | {'wrong':1} | There is no setting wrong",
        "settings | {'missingStatus':500} | one of 400, 404",
        "settings | {'staleReadsAfterRepair':-1} | a whole number from 0",
        "settings | {'defaultTaskDuration':'soon'} | ISO 8601",
        "tokens | {} | Give",
        "tokens | {'forbid':'who'} | There is no such token",
        "clients | {'client':'x'} | Give secret.",
        "nothing | {} | There is no POST /simulator/nothing"
      })
  void badControlInputSaysWhatToDo(String endpoint, String body, String says) {
    // When
    WorkspaceClient.Reply reply = workspace.post("/simulator/" + endpoint, body);
    // Then
    assertThat(reply.status()).isBetween(400, 404);
    assertThat(reply.body().path("error").asText()).contains(says);
  }

  @Test
  void aWrongSettingLeavesTheOthersAsTheyWere() {
    // When
    workspace.post("/simulator/settings", "{'cancelDelay':'PT9S','wrong':1}");
    workspace.settings("{'cancelDelay':null}");
    // Then
    assertThat(workspace.get("/simulator/settings").body().path("cancelDelay").asText())
        .isEqualTo("PT1S");
  }

  @Test
  void thePageInTheDocsNamesEverySettingWithItsDefault() throws IOException {
    // When
    String page = Files.readString(Path.of("docs/simulator.md"));
    // Then
    for (Setting setting : Setting.values()) {
      assertThat(page)
          .contains("| `" + setting.key() + "` | `" + Json.plain(setting.initial()) + "` |");
    }
  }

  @Test
  void smallIdsAreForPeople() {
    // Given
    workspace.settings("{'largeIds':false}");
    // When / Then
    assertThat(workspace.jobWith("a")).isLessThan(10_000);
  }
}
