package io.databricksoperator.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Phase;
import io.databricksoperator.embedded.AuditEntry;
import io.databricksoperator.fixtures.Manifests;
import java.time.Duration;
import java.util.List;

/** What happens to runs. */
final class RunStories {

  private static final Duration LONG = Duration.ofMinutes(40);

  /** Manifests, and a finalizer that comes and goes, each maybe twice. */
  private static final int FEW = 20;

  private static final String CANCEL = "cancel: true\n";

  private RunStories() {}

  static List<Story> all() {
    return List.of(
        start(),
        submit(),
        policyRepair(),
        requestedRepair(),
        cancel(),
        timeOut(),
        delete(),
        deleteDoubtful());
  }

  static Story start() {
    return new Story(
        "start",
        JobStories::aJob,
        world -> {
          world.world().apply(Manifests.run("night", "etl", ""));
          ended(world);
        },
        world -> oneRun(world, Phase.Succeeded, 0));
  }

  private static Story submit() {
    return new Story(
        "submit",
        world -> {},
        world -> {
          world
              .world()
              .apply(
                  """
                  apiVersion: databricks-operator.io/v1beta1
                  kind: DatabricksRun
                  metadata: {name: night}
                  spec:
                    workspaceRef: {name: main}
                    submit:
                      run_name: once
                      tasks: [{task_key: only, notebook_task: {notebook_path: /Shared/only}}]
                  """);
          ended(world);
        },
        world -> oneRun(world, Phase.Succeeded, 0));
  }

  /** Two repairs: the second one's compare-and-set names the first. */
  static Story policyRepair() {
    return new Story(
        "repair by policy",
        world -> {
          fails(world, 2, "PT10S");
          JobStories.aJob(world);
        },
        world -> {
          world.world().apply(Manifests.run("night", "etl", "repairPolicy: {}\n"));
          ended(world);
        },
        world -> {
          oneRun(world, Phase.Succeeded, 2);
          assertThat(world.world().run("night").getStatus().attempts()).hasSize(3);
        });
  }

  private static Story requestedRepair() {
    return new Story(
        "repair by token",
        world -> {
          fails(world, 1, "PT10S");
          JobStories.aJob(world);
          world.world().apply(Manifests.run("night", "etl", ""));
          ended(world);
        },
        world -> {
          world.world().apply(Manifests.run("night", "etl", "repair: {token: again}\n"));
          world.until("success", LONG, () -> phase(world) == Phase.Succeeded);
        },
        world -> oneRun(world, Phase.Succeeded, 1));
  }

  private static Story cancel() {
    return new Story(
        "cancel",
        RunStories::aLongRun,
        world -> {
          world.world().apply(Manifests.run("night", "etl", "repairPolicy: {}\n" + CANCEL));
          ended(world);
        },
        world -> {
          oneRun(world, Phase.Cancelled, 0);
          assertThat(world.databricks().effects("RunCancelled")).isEqualTo(1);
        });
  }

  private static Story timeOut() {
    return new Story(
        "time out",
        RunStories::aLongRun,
        world -> {
          world
              .world()
              .apply(Manifests.run("night", "etl", "repairPolicy: {}\ntimeoutSeconds: 90\n"));
          ended(world);
        },
        world -> {
          oneRun(world, Phase.TimedOut, 0);
          assertThat(world.databricks().effects("RunCancelled")).isEqualTo(1);
        });
  }

  private static Story delete() {
    return new Story(
        "delete an active run",
        RunStories::aLongRun,
        world -> {
          world.world().delete(world.world().run("night"));
          gone(world);
        },
        world -> {
          assertThat(world.databricks().effects("RunStarted")).isEqualTo(1);
          assertThat(world.databricks().effects("RunCancelled")).isEqualTo(1);
        });
  }

  private static Story deleteDoubtful() {
    return new Story(
        "delete after a start without an answer",
        world -> {
          fails(world, 1, "PT8H");
          JobStories.aJob(world);
          world
              .databricks()
              .fault(
                  "{\"route\": \"POST /api/2.2/jobs/run-now\", \"times\": 1, \"drop\": \"after\"}");
        },
        world -> {
          world.world().apply(Manifests.run("night", "etl", "repairPolicy: {}\n"));
          world.at("a start", LONG, () -> world.databricks().effects("RunStarted") > 0);
          world.world().delete(world.world().run("night"));
          gone(world);
        },
        world -> {
          assertThat(world.databricks().effects("RunStarted")).isEqualTo(1);
          assertThat(world.databricks().effects("RunCancelled")).isEqualTo(1);
          assertThat(world.databricks().effects("RunRepaired")).isZero();
        });
  }

  private static void aLongRun(CrashWorld world) {
    fails(world, 1, "PT8H");
    JobStories.aJob(world);
    world.world().apply(Manifests.run("night", "etl", "repairPolicy: {}\n"));
    world.until("the run to run", LONG, () -> phase(world) == Phase.Running);
  }

  private static void fails(CrashWorld world, int times, String duration) {
    var failure =
        """
        {"result": "FAILED", "code": "CLOUD_FAILURE", "type": "CLOUD_FAILURE",
         "message": "The node was reclaimed", "duration": "%s"},
        """
            .formatted(duration);
    world
        .databricks()
        .script(
            "{\"job\": \"etl\", \"task\": \"only\", \"attempts\": ["
                + failure.repeat(times)
                + "{\"result\": \"SUCCESS\", \"duration\": \"PT10S\"}]}");
  }

  private static void ended(CrashWorld world) {
    world.until(
        "the end",
        LONG,
        () -> {
          var phase = phase(world);
          return phase != null && phase.ended();
        });
  }

  private static void gone(CrashWorld world) {
    world.until("the object to be gone", LONG, () -> world.world().run("night") == null);
  }

  private static Phase phase(CrashWorld world) {
    var status = world.world().run("night").getStatus();
    return status == null ? null : status.phase();
  }

  private static void oneRun(CrashWorld world, Phase end, int repairs) {
    assertThat(world.databricks().effects("RunStarted")).as("runs started").isEqualTo(1);
    assertThat(world.databricks().effects("RunRepaired")).as("repairs").isEqualTo(repairs);
    assertThat(phase(world)).isEqualTo(end);
    assertThat(world.world().run("night").getStatus().operation()).isNull();
    assertThat(world.world().run("night").getMetadata().getFinalizers()).isEmpty();
    assertThat(finalizerWrites(world)).as("writes of finalizers").isLessThan(FEW);
  }

  private static long finalizerWrites(CrashWorld world) {
    return world.world().kubernetes().audit().stream()
        .map(AuditEntry::request)
        .filter(r -> r.verb().equals("patch") && r.name().equals("night"))
        .filter(r -> r.subresource().isEmpty())
        .count();
  }
}
