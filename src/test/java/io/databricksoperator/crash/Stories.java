package io.databricksoperator.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.World;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The main line in short stories. */
final class Stories {

  private static final Duration LONG = Duration.ofHours(1);
  private static final String FAILS_ONCE =
      """
      {"job": "*", "task": "only", "attempts": [
        {"result": "FAILED", "code": "CLOUD_FAILURE", "type": "CLOUD_FAILURE",
         "message": "The node was reclaimed", "duration": "PT10S"},
        {"result": "SUCCESS", "duration": "PT10S"}]}
      """;

  private Stories() {}

  static List<Story> all() {
    return List.of(create());
  }

  private static Story create() {
    return new Story(
        "create",
        world -> {},
        world -> {
          world.world().apply(Manifests.job("etl", ""));
          ready(world, "etl");
        },
        world -> oneJob(world));
  }

  static void ready(CrashWorld world, String job) {
    world.until("job " + job + " to be ready", LONG, () -> isReady(world.world().job(job)));
  }

  private static boolean isReady(DatabricksJob job) {
    return job.getStatus() != null
        && Objects.equals(job.getStatus().observedGeneration(), job.getMetadata().getGeneration())
        && Shown.of(job).isTrue("Ready")
        && Shown.of(job).isTrue("Synced");
  }

  static void oneJob(CrashWorld world) {
    assertThat(world.databricks().jobs()).as("jobs").hasSize(1);
    assertThat(world.databricks().effects("JobCreated")).as("jobs created").isEqualTo(1);
    assertThat(world.databricks().effects("JobDeleted")).as("jobs deleted").isZero();
  }

  static List<DatabricksJob> jobs(CrashWorld world) {
    return world
        .world()
        .client()
        .resources(DatabricksJob.class)
        .inNamespace(World.NAMESPACE)
        .list()
        .getItems();
  }

  static List<DatabricksRun> runs(CrashWorld world) {
    return world
        .world()
        .client()
        .resources(DatabricksRun.class)
        .inNamespace(World.NAMESPACE)
        .list()
        .getItems();
  }
}
