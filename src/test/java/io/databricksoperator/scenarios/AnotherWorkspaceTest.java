package io.databricksoperator.scenarios;

import static io.databricksoperator.fixtures.World.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Phase;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.Relay;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.SimulatedDatabricks;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.WatchedWorkspace;
import io.databricksoperator.fixtures.World;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * From one moment to the next a host leads to another workspace, which lets the operator in just as
 * well. Nothing is written there, and the objects say so (design 2).
 */
class AnotherWorkspaceTest {

  private static final String CLIENT = "6f1a1d55-7c6b-4a6e-9d39-1c2d3e4f5a6b";

  private World world;
  private SimulatedDatabricks other;
  private Relay host;

  @BeforeEach
  void start() throws IOException {
    world = new World();
    other = new SimulatedDatabricks(world.clock(), 999);
    host = new Relay(world.databricks().url());
    world.startOperator(host.url());
  }

  @AfterEach
  void stop() {
    world.close();
    host.close();
    other.close();
  }

  private WatchedWorkspace connected(String auth, String key, String value) {
    var workspace = new WatchedWorkspace(world, "w");
    workspace.secret(key, value);
    world.apply(Manifests.workspace("w", host.url(), auth, "requestsPerSecond: 100"));
    workspace.await("Ready", "True/Connected");
    return workspace;
  }

  private WatchedWorkspace connected() {
    return connected(
        "{token: {secretRef: {name: w, key: token}}}", "token", SimulatedDatabricks.TOKEN);
  }

  private WatchedWorkspace connectedByOAuth() {
    var client = "{\"client\": \"%s\", \"secret\": \"s-1\"}".formatted(CLIENT);
    world.databricks().client(client);
    other.client(client);
    return connected(
        "{oauth: {clientId: %s, clientSecretRef: {name: w, key: secret}}}".formatted(CLIENT),
        "secret",
        "s-1");
  }

  private WatchedJob job(String name) {
    world.apply(Manifests.jobIn("w", name, ""));
    var job = new WatchedJob(world, name);
    job.awaitSynced();
    return job;
  }

  private void pass(Duration time) {
    Progress.of(world).by(Duration.ofSeconds(5)).pass(time);
  }

  private void nothingWasDoneThere() {
    assertThat(other.ledger().path("effects")).isEmpty();
    assertThat(StreamSupport.stream(other.ledger().path("calls").spliterator(), false))
        .filteredOn(call -> !call.path("method").asText().equals("GET"))
        .filteredOn(call -> call.path("status").asInt() == 200)
        .extracting(call -> call.path("route").asText())
        .isSubsetOf("/oidc/v1/token");
  }

  @Test
  void aChangedManifestIsNotWrittenThereAndTheJobIsNotGone() {
    // Given
    var workspace = connected();
    var job = job("etl");

    // When
    host.leadTo(other.url());
    world.apply(Manifests.jobIn("w", "etl", "  timeout_seconds: 60"));
    var noticed = workspace.await("Ready", "False/WorkspaceChanged");
    job.awaitShown("Ready", "False/WorkspaceNotReady");
    pass(Duration.ofMinutes(7));

    // Then
    assertThat(noticed).isLessThan(Duration.ofSeconds(20));
    assertThat(job.message("Ready")).contains("WorkspaceChanged", "999");
    assertThat(job.status().missingSince()).isNull();
    nothingWasDoneThere();

    // When
    host.leadTo(world.databricks().url());
    workspace.await("Ready", "True/Connected");
    job.awaitSynced();

    // Then
    assertThat(job.live().path("timeout_seconds").asInt()).isEqualTo(60);
    assertThat(world.databricks().jobs()).hasSize(1);
  }

  @Test
  void aLoginThatTheOtherWorkspaceGivesIsNotUsedToWriteThere() {
    // Given
    var workspace = connectedByOAuth();
    var job = job("etl");

    // When
    host.leadTo(other.url());
    world.apply(Manifests.jobIn("w", "etl", "  timeout_seconds: 60"));
    world.apply(Manifests.jobIn("w", "new", ""));
    workspace.await("Ready", "False/WorkspaceChanged");
    pass(Duration.ofMinutes(3));

    // Then
    nothingWasDoneThere();

    // When
    host.leadTo(world.databricks().url());

    // Then
    job.awaitInTime("the job", () -> job.live().path("timeout_seconds").asInt() == 60);
    assertThat(world.databricks().effects("JobReset")).isEqualTo(1);
  }

  @Test
  void noJobIsMadeThereAndNoRunStarted() {
    // Given
    var workspace = connected();
    pass(Duration.ofSeconds(30));

    // When
    host.leadTo(other.url());
    world.apply(Manifests.jobIn("w", "new", ""));
    world.apply(
        """
        apiVersion: databricks-operator.io/v1beta1
        kind: DatabricksRun
        metadata: {name: once}
        spec:
          workspaceRef: {name: w}
          submit: {tasks: [{task_key: only, notebook_task: {notebook_path: /Shared/only}}]}
        """);
    workspace.await("Ready", "False/WorkspaceChanged");
    pass(Duration.ofMinutes(3));

    // Then
    nothingWasDoneThere();

    // When
    host.leadTo(world.databricks().url());

    // Then
    assertThat(Progress.of(world).end("once").phase()).isEqualTo(Phase.Succeeded);
    new WatchedJob(world, "new").awaitSynced();
    assertThat(world.databricks().effects("RunStarted")).isEqualTo(1);
    assertThat(world.databricks().effects("JobCreated")).isEqualTo(1);
  }

  @Test
  void aJobIsNotTakenForDeletedThereAndAnActiveRunIsNotLost() {
    // Given
    var workspace = connected();
    world.databricks().script("{\"job\": \"etl\", \"attempts\": [{\"duration\": \"PT20M\"}]}");
    var job = job("etl");
    Progress.of(world).start("night", "etl", "");

    // When
    host.leadTo(other.url());
    world.apply(Manifests.jobIn("w", "gone", ""));
    world.delete(job.object());
    workspace.await("Ready", "False/WorkspaceChanged");
    pass(Duration.ofMinutes(5));

    // Then
    nothingWasDoneThere();
    assertThat(job.shown("Ready")).isEqualTo("False/DeletionBlocked");
    assertThat(Progress.of(world).status("night").phase().ended()).isFalse();

    // When
    host.leadTo(world.databricks().url());

    // Then
    job.awaitInTime("the end of the job", () -> job.object() == null);
    assertThat(world.databricks().effects("JobDeleted")).isEqualTo(1);
  }

  @Test
  void aRunIsNotLookedForInAWorkspaceThatTookThePlaceOfItsOwn() {
    // Given
    world.databricks().script("{\"job\": \"etl\", \"attempts\": [{\"duration\": \"PT5H\"}]}");
    connected();
    job("etl");
    var progress = Progress.of(world).by(Duration.ofSeconds(5));
    progress.start("night", "etl", "");
    progress.until("night", Phase.Running);

    // When
    movedTo(other);
    progress.until(
        "the run to see it",
        () -> Shown.of(world.run("night")).brief("Stalled").equals("True/WorkspaceChanged"));
    pass(Duration.ofMinutes(3));

    // Then
    assertThat(other.calls("GET /api/2.2/jobs/runs/get")).isZero();

    // When
    movedTo(world.databricks());
    progress.until("the run to go on", () -> !Shown.of(world.run("night")).isTrue("Stalled"));
    pass(Duration.ofMinutes(1));

    // Then
    assertThat(progress.status("night").phase()).isEqualTo(Phase.Running);
  }

  /** The DatabricksWorkspace is made anew, and its host leads elsewhere. */
  private void movedTo(SimulatedDatabricks origin) {
    world.delete(world.workspace("w"));
    await("the workspace to go").until(() -> world.workspace("w") == null);
    host.leadTo(origin.url());
    connected();
  }
}
