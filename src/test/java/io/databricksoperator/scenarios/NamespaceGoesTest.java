package io.databricksoperator.scenarios;

import static io.databricksoperator.fixtures.World.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.World;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Credentials and workspace go before what depends on them. */
class NamespaceGoesTest {

  private World world;

  @BeforeEach
  void start() {
    world = World.started();
    world.databricks().script("{\"job\": \"etl\", \"attempts\": [{\"duration\": \"PT2H\"}]}");
    var progress = Progress.of(world);
    progress.job("etl", "");
    progress.start("night", "etl", "");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private HasMetadata namespace() {
    return world.client().namespaces().withName(World.NAMESPACE).get();
  }

  @Test
  void aNamespaceGoesAndTakesEverythingInDatabricksWithIt() {
    // Given
    world.databricks().script("{\"job\": \"once\", \"attempts\": [{\"duration\": \"PT2H\"}]}");
    world.apply(
        """
        apiVersion: databricks-operator.io/v1beta1
        kind: DatabricksRun
        metadata: {name: once}
        spec:
          workspaceRef: {name: main}
          submit:
            run_name: once
            tasks: [{task_key: only, notebook_task: {notebook_path: /Shared/only}}]
        """);
    var ofNoJob = Progress.of(world).until("a start", "once", s -> s.runId() != null).runId();
    var ofJob = world.run("night").getStatus().runId();

    // When
    world.delete(namespace());
    await("the namespace to be gone").until(() -> namespace() == null);

    // Then
    assertThat(world.databricks().effects("RunCancelled", ofNoJob)).isEqualTo(1);
    // Its job may be gone before it, which ends it too.
    assertThat(world.databricks().calls("POST /api/2.2/jobs/runs/cancel", ofJob)).hasSize(1);
    assertThat(world.databricks().effects("JobDeleted")).isEqualTo(1);
    assertThat(world.databricks().jobs()).isEmpty();
  }

  @Test
  void credentialsLastSeenServeForDeletingWhatIsLeftLater() {
    // Given
    world.delete(world.client().secrets().inNamespace(World.NAMESPACE).withName("dbx").get());
    world.delete(world.workspace());
    Progress.of(world).by(Duration.ofSeconds(20)).pass(Duration.ofMinutes(5));

    // When
    world.delete(world.run("night"));
    await("the run to be gone").until(() -> world.run("night") == null);
    world.delete(world.job("etl"));
    await("the job to be gone").until(() -> world.job("etl") == null);

    // Then
    assertThat(world.databricks().effects("RunCancelled")).isEqualTo(1);
    assertThat(world.databricks().effects("JobDeleted")).isEqualTo(1);
    assertThat(world.events("etl")).noneMatch(event -> event.contains("Orphaned"));
  }

  @Test
  void aNewOperatorWithoutCredentialsReleasesWhatItCanNotDelete() {
    // Given
    world.stopOperator();
    var jobId = world.job("etl").getStatus().jobId();
    var runId = world.run("night").getStatus().runId();
    world.delete(world.client().secrets().inNamespace(World.NAMESPACE).withName("dbx").get());
    world.delete(world.workspace());
    world.delete(world.run("night"));
    world.delete(world.job("etl"));

    // When
    world.startOperator();
    await("the objects to be released")
        .until(() -> world.job("etl") == null && world.run("night") == null);

    // Then
    assertThat(world.events("etl"))
        .filteredOn(event -> event.startsWith("Warning Orphaned"))
        .singleElement()
        .asString()
        .contains("left job " + jobId + " behind", "DatabricksWorkspace main does not exist");
    assertThat(world.events("night"))
        .filteredOn(event -> event.startsWith("Warning Orphaned"))
        .singleElement()
        .asString()
        .contains("without cancelling run " + runId);
    assertThat(world.databricks().effects("JobDeleted")).isZero();
    assertThat(world.databricks().jobs()).hasSize(1);
  }

  @Test
  void aNamespaceThatWentWhileTheOperatorWasAwayDisappears() {
    // Given
    world.stopOperator();
    world.delete(namespace());

    // When
    world.startOperator();
    await("the namespace to be gone").until(() -> namespace() == null);

    // Then
    assertThat(world.databricks().effects("JobDeleted")).isZero();
  }
}
