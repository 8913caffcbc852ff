package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.SimulatedDatabricks;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.WatchedWorkspace;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A workspace that cannot be reached, asks for patience, or is suddenly another one. */
class WorkspaceReachTest {

  private static final String ME = "GET /api/2.0/preview/scim/v2/Me";
  private static final String NOWHERE = "http://127.0.0.1:1";

  private World world;

  @BeforeEach
  void start() {
    world = new World();
    world.startOperator(world.databricks().url(), NOWHERE);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private WatchedWorkspace applied(String host) {
    new WatchedWorkspace(world, "w").secret("token", SimulatedDatabricks.TOKEN);
    return WatchedWorkspace.applied(world, "w", host, "");
  }

  @Test
  void aRefusedConnectionIsToldAndTriedAgain() {
    // When
    var workspace = applied(NOWHERE);
    workspace.await("Ready", "False/Unreachable");

    // Then
    assertThat(workspace.message("Ready")).contains("No connection to 127.0.0.1");
    assertThat(workspace.shown("Reachable")).isEqualTo("False/Unreachable");
    assertThat(workspace.shown("CredentialsValid")).isEqualTo("absent");
    assertThat(workspace.shown("Reconciling")).isEqualTo("True/Unreachable");
    assertThat(workspace.shown("Stalled")).isEqualTo("absent");
  }

  @Test
  void credentialsThatCannotBeSentSayNothingOfTheHost() {
    // Given
    new WatchedWorkspace(world, "w").secret("token", "two words");

    // When
    var workspace = WatchedWorkspace.applied(world, "w", NOWHERE, "");
    workspace.await("Ready", "False/CredentialsRefused");

    // Then
    assertThat(workspace.message("Ready")).contains("holds characters no token has");
    assertThat(workspace.shown("Reachable")).isEqualTo("absent");
  }

  @Test
  void aWorkspaceThatFailsForAWhileComesBackByItself() {
    // Given
    var workspace = WatchedWorkspace.connected(world, "w", "");
    world.databricks().fault("{\"route\": \"*\", \"status\": 503}");

    // When
    workspace.later();
    workspace.await("Ready", "False/Unreachable");
    var valid = workspace.shown("CredentialsValid");
    world.databricks().heal();
    var took = workspace.await("Ready", "True/Connected");

    // Then
    assertThat(valid).as("nothing is known against the credentials").isEqualTo("True/Connected");
    assertThat(took).isLessThan(Duration.ofSeconds(75));
    assertThat(workspace.events()).filteredOn(e -> e.startsWith("Warning")).hasSize(1);
  }

  @Test
  void aWorkspaceThatNeverAnswersIsUnreachableAfterTheCallTimeout() {
    // Given
    world.databricks().fault("{\"route\": \"*\", \"blackhole\": true}");

    // When
    var workspace = applied(world.databricks().url());
    workspace.await("Ready", "False/Unreachable");

    // Then
    assertThat(workspace.message("Reachable")).contains("did not answer in time");
  }

  @Test
  void oneBadCheckIsNoticedByNobody() {
    // Given
    var workspace = WatchedWorkspace.connected(world, "w", "");
    for (var name : List.of("a", "b", "c")) {
      world.apply(Manifests.jobIn("w", name, ""));
      new WatchedJob(world, name).awaitSynced();
    }
    Progress.of(world).until("all to be counted", () -> workspace.status().jobs() == 3);
    world.databricks().fault("{\"route\": \"%s\", \"status\": 503, \"times\": 1}".formatted(ME));
    world.databricks().forgetLedger();
    var writes = writes();

    // When
    workspace.later();
    Progress.of(world).until("the check after it", () -> world.databricks().calls(ME) == 2);
    Progress.of(world).by(Duration.ofSeconds(5)).pass(Duration.ofMinutes(2));

    // Then
    assertThat(writes()).isEqualTo(writes);
    assertThat(workspace.events()).hasSize(1);
    assertThat(world.events("a")).noneMatch(event -> event.startsWith("Warning"));
  }

  @Test
  void anOutageThatIsWordedAnewEachTimeIsToldOnce() {
    // Given
    var workspace = WatchedWorkspace.connected(world, "w", "");
    world.apply(Manifests.jobIn("w", "etl", ""));
    new WatchedJob(world, "etl").awaitSynced();
    for (int i = 0; i < 60; i++) {
      world
          .databricks()
          .fault(
              """
              {"route": "%s", "times": 1, "status": 503, "body": {
               "error_code": "TEMPORARILY_UNAVAILABLE", "message": "request id %d"}}
              """
                  .formatted(ME, i));
    }
    workspace.later();
    workspace.await("Ready", "False/Unreachable");
    new WatchedJob(world, "etl").awaitShown("Synced", "False/WorkspaceNotReady");
    Progress.of(world).until("all to be counted", () -> workspace.status().jobs() == 1);
    var message = workspace.message("Ready");
    var writes = writes();

    // When
    Progress.of(world)
        .by(Duration.ofSeconds(10))
        .until("many checks", () -> world.databricks().calls(ME) > 20);

    // Then
    assertThat(writes()).isEqualTo(writes);
    assertThat(workspace.message("Ready")).isEqualTo(message);
    assertThat(world.events("etl")).filteredOn(e -> e.contains("WorkspaceNotReady")).hasSize(1);
  }

  /** How often a status was written, of anything. */
  private long writes() {
    return world.kubernetes().audit().stream()
        .filter(entry -> entry.request().isWrite())
        .filter(entry -> entry.request().subresource().equals("status"))
        .count();
  }

  @Test
  void askedForPatienceTheOperatorWaitsAsLongAsItWasAsked() {
    // Given
    world
        .databricks()
        .fault(
            "{\"route\": \"%s\", \"status\": 429, \"headers\": {\"Retry-After\": \"30\"}, \"times\": 1}"
                .formatted(ME));

    // When
    var workspace = applied(world.databricks().url());
    workspace.await("Ready", "False/Throttled");
    Progress.of(world).pass(Duration.ofSeconds(24));
    var calls = world.databricks().calls(ME);
    workspace.await("Ready", "True/Connected");

    // Then
    assertThat(calls).isEqualTo(1);
    assertThat(world.databricks().calls(ME)).isEqualTo(2);
  }

  @Test
  void aHostThatAnswersSomethingElseIsNoWorkspace() {
    // Given
    world
        .databricks()
        .fault("{\"route\": \"*\", \"status\": 200, \"body\": \"<html>Sign in</html>\"}");

    // When
    var workspace = applied(world.databricks().url());
    workspace.await("Ready", "False/Unreachable");

    // Then
    assertThat(workspace.message("Ready")).contains("cannot be read");
  }

  @Test
  void anotherWorkspaceBehindTheHostGetsNothing() {
    // Given
    var workspace = WatchedWorkspace.connected(world, "w", "");
    world.apply(Manifests.jobIn("w", "etl", ""));
    var job = new WatchedJob(world, "etl");
    job.awaitSynced();
    var id = workspace.status().workspaceId();
    world
        .databricks()
        .fault(
            """
            {"route": "%s", "status": 200, "body": {"userName": "someone@example.com"},
             "headers": {"X-Databricks-Org-Id": "42"}}
            """
                .formatted(ME));

    // When
    workspace.later();
    workspace.await("Ready", "False/WorkspaceChanged");
    world.databricks().forgetLedger();
    world.apply(Manifests.jobIn("w", "etl", "  timeout_seconds: 60"));
    world.apply(Manifests.jobIn("w", "another", ""));
    job.awaitShown("Ready", "False/WorkspaceNotReady");
    new WatchedJob(world, "another").awaitShown("Ready", "False/WorkspaceNotReady");
    Progress.of(world).by(Duration.ofSeconds(20)).pass(Duration.ofMinutes(12));

    // Then
    assertThat(workspace.status().workspaceId()).isEqualTo(id);
    assertThat(workspace.message("Ready"))
        .contains(
            "workspace 42 answers at this host",
            "belongs to workspace " + id,
            "create a new DatabricksWorkspace");
    assertThat(workspace.shown("Stalled")).isEqualTo("True/WorkspaceChanged");
    assertThat(world.databricks().ledger().path("calls").findValuesAsText("route"))
        .isNotEmpty()
        .containsOnly("/api/2.0/preview/scim/v2/Me");

    // When
    world.databricks().heal();
    workspace.await("Ready", "True/Connected");

    // Then
    job.awaitSynced();
    assertThat(job.live().path("timeout_seconds").asInt()).isEqualTo(60);
  }
}
