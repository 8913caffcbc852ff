package io.databricksoperator.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Shown;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** What happens to jobs. */
final class JobStories {

  private static final Duration LONG = Duration.ofMinutes(40);
  private static final String SCHEDULE =
      "  schedule: {quartz_cron_expression: 0 0 3 * * ?, timezone_id: UTC}\n";

  private JobStories() {}

  static List<Story> all() {
    return List.of(
        create(),
        createWithSchedule(),
        reset(),
        delete(),
        deleteDoubtful(),
        deleteWithCopy(),
        correctDrift(),
        makeAgain());
  }

  static Story create() {
    return new Story(
        "create",
        world -> {},
        world -> {
          world.world().apply(Manifests.job("etl", ""));
          ready(world);
        },
        JobStories::oneJob);
  }

  static Story createWithSchedule() {
    return new Story(
        "create and activate",
        world -> {},
        world -> {
          world.world().apply(Manifests.job("etl", SCHEDULE));
          ready(world);
        },
        world -> {
          oneJob(world);
          var schedule = world.databricks().jobs().getFirst().at("/settings/schedule");
          assertThat(schedule.path("pause_status").asText("UNPAUSED")).isEqualTo("UNPAUSED");
          assertThat(schedule.path("timezone_id").asText()).isEqualTo("UTC");
        });
  }

  private static Story reset() {
    return new Story(
        "reset",
        JobStories::aJob,
        world -> {
          world.world().apply(Manifests.job("etl", "  timeout_seconds: 77\n"));
          ready(world);
        },
        world -> {
          oneJob(world);
          assertThat(timeout(world)).isEqualTo(77);
        });
  }

  private static Story delete() {
    return new Story(
        "delete",
        JobStories::aJob,
        world -> {
          world.world().delete(world.world().job("etl"));
          gone(world);
        },
        world -> {
          assertThat(world.databricks().jobs()).isEmpty();
          assertThat(world.databricks().effects("JobCreated")).isEqualTo(1);
          assertThat(world.databricks().effects("JobDeleted")).isEqualTo(1);
        });
  }

  private static Story deleteDoubtful() {
    return new Story(
        "delete after a create without an answer",
        world ->
            world
                .databricks()
                .fault(
                    "{\"route\": \"POST /api/2.2/jobs/create\", \"times\": 1, \"drop\":"
                        + " \"after\"}"),
        world -> {
          world.world().apply(Manifests.job("etl", ""));
          world.at("a create", LONG, () -> world.databricks().effects("JobCreated") > 0);
          world.world().delete(world.world().job("etl"));
          gone(world);
        },
        world -> {
          assertThat(world.databricks().jobs()).isEmpty();
          assertThat(world.databricks().effects("JobCreated")).isEqualTo(1);
        });
  }

  private static Story deleteWithCopy() {
    return new Story(
        "delete with a copy",
        Cut::atDatabricks,
        world -> {
          aJob(world);
          var settings = world.databricks().jobs().getFirst().path("settings");
          world.databricks().postAsOperator("/api/2.2/jobs/create", "%s", settings);
        },
        world -> {
          world.world().delete(world.world().job("etl"));
          gone(world);
        },
        world -> {
          assertThat(world.databricks().jobs()).isEmpty();
          assertThat(world.databricks().effects("JobDeleted")).isEqualTo(2);
        });
  }

  private static Story correctDrift() {
    return new Story(
        "correct drift",
        JobStories::aJob,
        world -> {
          world
              .databricks()
              .post(
                  "/api/2.2/jobs/update",
                  "{\"job_id\": %s, \"new_settings\": {\"timeout_seconds\": 5}}",
                  world.world().job("etl").getStatus().jobId());
          world.until("the drift to be corrected", LONG, () -> timeout(world) == 0);
          ready(world);
        },
        world -> {
          oneJob(world);
          assertThat(timeout(world)).isZero();
        });
  }

  private static Story makeAgain() {
    return new Story(
        "make a deleted job again",
        JobStories::aJob,
        world -> {
          var before = world.world().job("etl").getStatus().jobId();
          world.databricks().post("/api/2.2/jobs/delete", "{\"job_id\": %s}", before);
          world.until(
              "another job",
              LONG,
              () -> {
                var status = world.world().job("etl").getStatus();
                return status.jobId() != null && !status.jobId().equals(before);
              });
          ready(world);
        },
        world -> {
          assertThat(world.databricks().jobs()).hasSize(1);
          assertThat(world.databricks().effects("JobCreated")).isEqualTo(2);
          assertThat(world.databricks().effects("JobDeleted")).isEqualTo(1);
        });
  }

  static void aJob(CrashWorld world) {
    world.world().apply(Manifests.job("etl", ""));
    ready(world);
  }

  static void ready(CrashWorld world) {
    world.until("the job to be ready", LONG, () -> isReady(world.world().job("etl")));
  }

  private static void gone(CrashWorld world) {
    world.until("the object to be gone", LONG, () -> world.world().job("etl") == null);
  }

  private static boolean isReady(DatabricksJob job) {
    return job.getStatus() != null
        && Objects.equals(job.getStatus().observedGeneration(), job.getMetadata().getGeneration())
        && job.getStatus().operation() == null
        && Shown.of(job).isTrue("Ready")
        && Shown.of(job).isTrue("Synced");
  }

  private static int timeout(CrashWorld world) {
    return world.databricks().jobs().getFirst().path("settings").path("timeout_seconds").asInt();
  }

  /** One job was made, and it is the one that the object shows. */
  static void oneJob(CrashWorld world) {
    assertThat(world.databricks().effects("JobCreated")).as("jobs created").isEqualTo(1);
    assertThat(world.databricks().effects("JobDeleted")).as("jobs deleted").isZero();
    assertThat(world.databricks().jobs()).as("jobs").hasSize(1);
    var job = world.world().job("etl");
    assertThat(isReady(job)).as("the job is ready").isTrue();
    assertThat(job.getStatus().jobId())
        .isEqualTo(world.databricks().jobs().getFirst().path("job_id").asText());
  }
}
