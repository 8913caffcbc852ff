package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.WatchedWorkspace;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A workspace that is reached with OAuth client credentials. */
class WorkspaceOAuthTest {

  private static final String CLIENT = "6f1a1d55-7c6b-4a6e-9d39-1c2d3e4f5a6b";
  private static final String TOKEN = "POST /oidc/v1/token";

  private World world;
  private WatchedWorkspace workspace;

  @BeforeEach
  void start() {
    world = new World();
    world.startOperator();
    world.databricks().client("{\"client\": \"%s\", \"secret\": \"s-1\"}".formatted(CLIENT));
    workspace = new WatchedWorkspace(world, "w");
    workspace.secret("secret", "s-1");
    world.apply(
        Manifests.workspace(
            "w",
            world.databricks().url(),
            "{oauth: {clientId: %s, clientSecretRef: {name: w, key: secret}}}".formatted(CLIENT),
            "requestsPerSecond: 100"));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private WatchedJob job() {
    workspace.await("Ready", "True/Connected");
    world.apply(Manifests.jobIn("w", "etl", ""));
    var job = new WatchedJob(world, "etl");
    job.awaitSynced();
    return job;
  }

  @Test
  void aTokenIsFetchedOnceAndTheJobRunsAsTheServicePrincipal() {
    // When
    var job = job();

    // Then
    assertThat(workspace.status().user()).isEqualTo(CLIENT);
    assertThat(world.databricks().calls(TOKEN)).isEqualTo(1);
    var live = world.databricks().get("/api/2.2/jobs/get?job_id=" + job.status().jobId());
    assertThat(live.path("run_as_user_name").asText()).isEqualTo(CLIENT);
  }

  @Test
  void theTokenIsFetchedAgainBeforeItEndsAndNobodyNotices() {
    // Given
    job();
    world.databricks().forgetLedger();

    // When
    Progress.of(world).by(Duration.ofSeconds(30)).pass(Duration.ofMinutes(130));

    // Then
    assertThat(world.databricks().calls(TOKEN)).isEqualTo(2);
    assertThat(world.databricks().ledger().path("calls"))
        .as("all but one that may be under way")
        .filteredOn(call -> !call.path("status").isNull())
        .extracting(call -> call.path("status").asInt())
        .hasSizeGreaterThan(20)
        .containsOnly(200);
  }

  @Test
  void aTokenThatIsRefusedBeforeItsTimeIsReplacedWithinTheSameCall() {
    // Given
    var job = job();
    world
        .databricks()
        .fault("{\"route\": \"POST /api/2.2/jobs/reset\", \"status\": 401, \"times\": 1}");

    // When
    world.apply(Manifests.jobIn("w", "etl", "  timeout_seconds: 60"));
    job.awaitSynced();

    // Then
    assertThat(world.databricks().calls(TOKEN)).isEqualTo(2);
    assertThat(world.databricks().calls("POST /api/2.2/jobs/reset")).isEqualTo(2);
    assertThat(world.databricks().effects("JobReset")).isEqualTo(1);
    assertThat(workspace.shown("Ready")).isEqualTo("True/Connected");
  }

  @Test
  void aClientSecretThatIsRefusedSaysSoAndANewOneHeals() {
    // Given
    var job = job();
    world.databricks().client("{\"revoke\": \"%s\"}".formatted(CLIENT));

    // When
    world.apply(Manifests.jobIn("w", "etl", "  timeout_seconds: 60"));
    workspace.await("Ready", "False/CredentialsRefused");
    var message = workspace.message("Ready");
    world.databricks().client("{\"client\": \"%s\", \"secret\": \"s-2\"}".formatted(CLIENT));
    workspace.secret("secret", "s-2");
    workspace.await("Ready", "True/Connected");
    job.awaitSynced();

    // Then
    assertThat(message)
        .contains("The client id or the secret was refused")
        .endsWith("renew the key secret of Secret w");
    assertThat(world.databricks().effects("JobReset")).isEqualTo(1);
  }
}
