package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.SimulatedDatabricks;
import io.databricksoperator.fixtures.WatchedJob;
import io.databricksoperator.fixtures.WatchedWorkspace;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials come, are wrong, change and go, and the workspace says what to do. */
class WorkspaceCredentialsTest {

  /** And what a busy machine takes for a look. */
  private static final Duration A_MINUTE = Duration.ofSeconds(75);

  private World world;

  @BeforeEach
  void start() {
    world = new World();
    world.startOperator();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private WatchedWorkspace applied() {
    return WatchedWorkspace.applied(world, "w", world.databricks().url(), "");
  }

  @Test
  void aMissingSecretIsNamedAndTakenUpWithinAMinuteOnceItIsThere() {
    // Given
    var workspace = applied();
    workspace.await("Ready", "False/SecretNotFound");
    assertThat(workspace.message("Ready"))
        .isEqualTo("Secret w does not exist; create it with the key token");
    assertThat(workspace.shown("CredentialsValid")).isEqualTo("False/SecretNotFound");
    assertThat(workspace.shown("Reachable")).isEqualTo("absent");
    assertThat(workspace.shown("Stalled")).isEqualTo("True/SecretNotFound");
    assertThat(world.databricks().ledger().path("calls")).isEmpty();

    // When
    workspace.secret("token", SimulatedDatabricks.TOKEN);
    var took = workspace.await("Ready", "True/Connected");

    // Then
    assertThat(took).isLessThan(A_MINUTE);
    assertThat(workspace.shown("CredentialsValid")).isEqualTo("True/Connected");
    assertThat(workspace.shown("Reachable")).isEqualTo("True/Connected");
    assertThat(workspace.shown("Stalled")).isEqualTo("absent");
    assertThat(workspace.status().user()).isEqualTo("someone@example.com");
    assertThat(workspace.status().workspaceId()).matches("[0-9]+");
    assertThat(workspace.events())
        .containsExactlyInAnyOrder(
            "Warning SecretNotFound: Secret w does not exist; create it with the key token",
            "Normal Connected: connected as someone@example.com");
  }

  @Test
  void aMissingOrBlankKeyIsNamed() {
    // Given
    var workspace = new WatchedWorkspace(world, "w");
    workspace.secret("pat", SimulatedDatabricks.TOKEN);

    // When
    applied();
    workspace.await("Ready", "False/SecretKeyMissing");
    var missing = workspace.message("Ready");
    workspace.secret("token", "  ");
    workspace.await("Ready", "False/SecretKeyBlank");
    var blank = workspace.message("Ready");
    workspace.secret("token", SimulatedDatabricks.TOKEN + "\\n");
    workspace.await("Ready", "True/Connected");

    // Then
    assertThat(missing).isEqualTo("Secret w has no key token; add it to the Secret");
    assertThat(blank).isEqualTo("key token of Secret w holds nothing but white space");
  }

  @Test
  void aRotatedTokenIsUsedWithinAMinuteAndJobsGoOn() {
    // Given
    var workspace = WatchedWorkspace.connected(world, "w", "");
    world.apply(Manifests.jobIn("w", "etl", ""));
    var job = new WatchedJob(world, "etl");
    job.awaitSynced();
    world
        .databricks()
        .token("{\"token\": \"dapi-new-0123456789\", \"user\": \"someone@example.com\"}");

    // When
    workspace.secret("token", "dapi-new-0123456789");
    var calls = world.databricks().calls("GET /api/2.0/preview/scim/v2/Me");
    var begin = workspace.now();
    Progress.of(world)
        .until(
            "the new token",
            () -> world.databricks().calls("GET /api/2.0/preview/scim/v2/Me") > calls);
    var took = Duration.between(begin, workspace.now());
    world.databricks().token("{\"revoke\": \"%s\"}".formatted(SimulatedDatabricks.TOKEN));
    world.apply(Manifests.jobIn("w", "etl", "  timeout_seconds: 60"));
    job.awaitSynced();

    // Then
    assertThat(took).isLessThan(A_MINUTE);
    assertThat(job.live().path("timeout_seconds").asInt()).isEqualTo(60);
    assertThat(workspace.shown("Ready")).isEqualTo("True/Connected");
    assertThat(workspace.events()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aRevokedTokenIsSeenAtTheNextCallAndANewSecretHealsEverything(int status) {
    // Given
    world.databricks().setting("{\"invalidTokenStatus\": %d}".formatted(status));
    var workspace = WatchedWorkspace.connected(world, "w", "");
    world.apply(Manifests.jobIn("w", "etl", ""));
    var job = new WatchedJob(world, "etl");
    job.awaitSynced();

    // When
    world.databricks().token("{\"revoke\": \"%s\"}".formatted(SimulatedDatabricks.TOKEN));
    world.apply(Manifests.jobIn("w", "etl", "  timeout_seconds: 60"));
    var noticed = workspace.await("Ready", "False/CredentialsRefused");
    job.awaitShown("Ready", "False/WorkspaceNotReady");

    // Then
    assertThat(noticed).isLessThan(Duration.ofSeconds(10));
    assertThat(workspace.shown("CredentialsValid")).isEqualTo("False/CredentialsRefused");
    assertThat(workspace.shown("Reachable")).isEqualTo("True/Connected");
    assertThat(workspace.message("Ready"))
        .contains("Invalid access token")
        .endsWith("renew the key token of Secret w");
    assertThat(job.message("Ready")).startsWith("CredentialsRefused: ");

    // When
    world
        .databricks()
        .token("{\"token\": \"dapi-new-0123456789\", \"user\": \"someone@example.com\"}");
    workspace.secret("token", "dapi-new-0123456789");
    var healed = workspace.await("Ready", "True/Connected");
    job.awaitSynced();

    // Then
    assertThat(healed).isLessThan(A_MINUTE);
    assertThat(job.live().path("timeout_seconds").asInt()).isEqualTo(60);
    assertThat(world.databricks().effects("JobReset")).isEqualTo(1);
  }

  @Test
  void aRevokedTokenIsSeenAtTheNextReadAsWell() {
    // Given
    var workspace = WatchedWorkspace.connected(world, "w", "");

    // When
    world.databricks().token("{\"revoke\": \"%s\"}".formatted(SimulatedDatabricks.TOKEN));
    world.apply(Manifests.jobIn("w", "etl", ""));
    var noticed = workspace.await("Ready", "False/CredentialsRefused");

    // Then
    assertThat(noticed).isLessThan(Duration.ofSeconds(10));
    assertThat(world.databricks().calls("POST /api/2.2/jobs/create")).isZero();
  }

  @Test
  void aTokenThatMayNotAskWhoItIsSaysPermissionDenied() {
    // Given
    world
        .databricks()
        .token(
            "{\"forbid\": \"%s\", \"routes\": \"GET /api/2.0/*\"}"
                .formatted(SimulatedDatabricks.TOKEN));
    var workspace = new WatchedWorkspace(world, "w");
    workspace.secret("token", SimulatedDatabricks.TOKEN);

    // When
    applied();
    workspace.await("Ready", "False/PermissionDenied");
    var message = workspace.message("CredentialsValid");
    world.databricks().token("{\"allow\": \"%s\"}".formatted(SimulatedDatabricks.TOKEN));
    var took = workspace.await("Ready", "True/Connected");

    // Then
    assertThat(message)
        .contains("may not ask who they are")
        .endsWith("give them access to the workspace");
    assertThat(took).isLessThan(A_MINUTE);
  }

  @Test
  void aSecretThatTheOperatorMayNotReadIsAMatterOfItsRights() {
    // Given
    var workspace = new WatchedWorkspace(world, "w");
    workspace.secret("token", SimulatedDatabricks.TOKEN);
    var outage =
        world
            .kubernetes()
            .refuse(r -> r.verb().equals("get") && r.resource().equals("secrets"), 403);

    // When
    applied();
    workspace.await("Ready", "False/PermissionDenied");

    // Then
    assertThat(workspace.message("Ready"))
        .isEqualTo(
            "the operator may not read Secret w; let its ServiceAccount get secrets in this"
                + " namespace");
    assertThat(workspace.shown("Reachable")).isEqualTo("absent");

    // When
    outage.close();

    // Then
    assertThat(workspace.await("Ready", "True/Connected")).isLessThan(A_MINUTE);
  }
}
