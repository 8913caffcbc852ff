package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Relay;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.SimulatedDatabricks;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.WatchedWorkspace;
import io.databricksoperator.fixtures.World;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which hosts get credentials, and which get nothing at all. */
class WorkspaceHostsTest {

  private static World world;
  private static SimulatedDatabricks stranger;
  private static Relay nameless;

  @BeforeAll
  static void start() throws IOException {
    world = new World();
    stranger = new SimulatedDatabricks(world.clock());
    nameless = new Relay(world.databricks().url(), "X-Databricks-Org-Id");
    world.startOperator(world.databricks().url(), nameless.url());
  }

  @AfterAll
  static void stop() {
    world.close();
    nameless.close();
    stranger.close();
  }

  private static WatchedWorkspace applied(String name, String host) {
    new WatchedWorkspace(world, name).secret("token", SimulatedDatabricks.TOKEN);
    return WatchedWorkspace.applied(world, name, host, "");
  }

  @ParameterizedTest
  @CsvSource({
    "elsewhere, https://evil.example.com, is none of Databricks' own",
    "plain, http://adb-1.2.azuredatabricks.net, must be https",
    "user, https://ann:secret@adb-1.2.azuredatabricks.net, user",
    "port, https://adb-1.2.azuredatabricks.net:8443, must not have a port",
    "address, https://10.1.2.3, 'must be a name, not an IP'",
    "path, https://adb-1.2.azuredatabricks.net/api, ': write https://adb-1.2.azuredatabricks.net.'",
    "scheme, adb-1.2.azuredatabricks.net, ': write https://adb-1.2.azuredatabricks.net.'"
  })
  void aHostThatIsNotAllowedIsNeverCalled(String name, String host, String why) {
    // When
    var workspace = applied(name, host);
    workspace.await("Ready", "False/HostNotAllowed");

    // Then
    assertThat(workspace.message("Ready")).contains(why).doesNotContain("secret");
    assertThat(workspace.shown("Stalled")).isEqualTo("True/HostNotAllowed");
    assertThat(workspace.shown("Reachable")).isEqualTo("False/HostNotAllowed");
    assertThat(world.management("/metrics")).doesNotContain("/" + name + "\"");
  }

  @Test
  void theMessageSaysHowAnAdministratorAllowsTheHost() {
    // When
    var workspace = applied("remedy", stranger.url());
    workspace.await("Ready", "False/HostNotAllowed");

    // Then
    assertThat(workspace.message("Ready"))
        .endsWith(
            "An administrator allows it with --allowed-host "
                + stranger.url()
                + " on the operator.");
    assertThat(stranger.ledger().path("calls")).isEmpty();
  }

  @Test
  void aSlashAtTheEndDoesNoHarm() {
    // When
    var workspace = applied("slash", world.databricks().url() + "/");
    workspace.await("Ready", "True/Connected");
    world.apply(Manifests.jobIn("slash", "slashed", ""));
    var job = new WatchedJob(world, "slashed");
    job.awaitSynced();

    // Then
    assertThat(job.status().url()).startsWith(world.databricks().url() + "/?o=");
  }

  @Test
  void aRedirectIsNotFollowed() {
    // Given
    world
        .databricks()
        .fault(
            """
            {"route": "GET /api/2.0/preview/scim/v2/Me", "status": 302,
             "headers": {"Location": "%s/api/2.0/preview/scim/v2/Me"}}
            """
                .formatted(stranger.url()));

    // When
    var workspace = applied("redirected", world.databricks().url());
    workspace.await("Ready", "False/Unreachable");
    var message = workspace.message("Ready");
    world.databricks().heal();
    workspace.await("Ready", "True/Connected");

    // Then
    assertThat(message).contains("redirect, which is not followed: check the host");
    assertThat(stranger.ledger().path("calls")).isEmpty();
  }

  @Test
  void aBackendThatNamesNoWorkspaceIsKnownByItsHostAndCanBeUsed() {
    // When
    var workspace = applied("nameless", nameless.url());
    workspace.await("Ready", "True/Connected");
    world.apply(Manifests.jobIn("nameless", "unnamed", ""));
    var job = new WatchedJob(world, "unnamed");
    job.awaitSynced();
    workspace.later();
    world.apply(Manifests.jobIn("nameless", "unnamed", "  timeout_seconds: 60"));
    job.awaitSynced();

    // Then
    assertThat(workspace.status().workspaceId()).isEqualTo("127.0.0.1");
    assertThat(job.status().workspaceId()).isEqualTo("127.0.0.1");
    assertThat(job.status().url()).isEqualTo(nameless.url() + "/#job/" + job.status().jobId());
    assertThat(nameless.credentials()).containsOnly("Bearer " + SimulatedDatabricks.TOKEN);
  }

  @Test
  void aJobOfAnotherNamespaceDoesNotFindTheWorkspace() {
    // Given
    applied("ours", world.databricks().url()).await("Ready", "True/Connected");
    var calls = world.databricks().ledger().path("calls").size();
    world.apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: others}\n");
    var job =
        world.client().resources(DatabricksJob.class).inNamespace("others").withName("stranger");

    // When
    world.apply(
        Manifests.jobIn("ours", "stranger", "")
            .replace(
                "metadata: {name: stranger}", "metadata: {name: stranger, namespace: others}"));
    World.await("the job to say why")
        .until(() -> Shown.of(job.get()).brief("Ready").equals("False/WorkspaceNotFound"));

    // Then
    assertThat(Shown.of(job.get()).message("Ready"))
        .isEqualTo("DatabricksWorkspace ours does not exist in this namespace; create it");
    assertThat(world.databricks().ledger().path("calls")).hasSize(calls);
  }
}
