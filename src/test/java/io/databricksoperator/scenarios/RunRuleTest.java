package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.databricksoperator.api.Phase;
import io.databricksoperator.api.RunStatus.Attempt;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.World;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which failures the rules of a policy, and the default rule, repair. */
class RunRuleTest {

  private static final String FAST = "repairPolicy: {backoff: {initial: 5s, max: 5s}}";

  private static World world;
  private static Progress progress;

  @BeforeAll
  static void start() {
    world = World.started();
    progress = Progress.of(world);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @ParameterizedTest
  @CsvSource({
    "INTERNAL_ERROR, INTERNAL_ERROR, it broke, INTERNAL_ERROR",
    "DRIVER_ERROR, CLIENT_ERROR, it broke, DRIVER_ERROR",
    "CLUSTER_ERROR, CLIENT_ERROR, it broke, CLUSTER_ERROR",
    "CLOUD_FAILURE, CLOUD_FAILURE, it broke, CLOUD_FAILURE",
    "REPOSITORY_CHECKOUT_FAILED, CLIENT_ERROR, it broke, REPOSITORY_CHECKOUT_FAILED",
    "CLUSTER_REQUEST_LIMIT_EXCEEDED, CLIENT_ERROR, it broke, CLUSTER_REQUEST_LIMIT_EXCEEDED",
    "WORKSPACE_RUN_LIMIT_EXCEEDED, CLIENT_ERROR, it broke, WORKSPACE_RUN_LIMIT_EXCEEDED",
    "MAX_SPARK_CONTEXTS_EXCEEDED, CLIENT_ERROR, it broke, MAX_SPARK_CONTEXTS_EXCEEDED",
    "STORAGE_ACCESS_ERROR, CLIENT_ERROR, it broke, STORAGE_ACCESS_ERROR",
    "SOMETHING_NEW, CLOUD_FAILURE, it broke, SOMETHING_NEW (CLOUD_FAILURE)",
    "SOMETHING_NEW, INTERNAL_ERROR, it broke, SOMETHING_NEW (INTERNAL_ERROR)",
    "INVALID_CLUSTER_REQUEST, CLIENT_ERROR, SkuNotAvailable: no F8s here, the capacity shortage"
  })
  void theDefaultRuleRepairsTroubleOfThePlatformAndSaysSo(
      String code, String type, String message, String what) {
    // Given
    var name = ("fixed-" + code + "-" + type).toLowerCase().replace('_', '-');
    failsOnce(name, code, type, message);

    // When
    progress.start(name, name, "");
    var status = progress.end(name);

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(repairs(status.runId())).hasSize(1);
    var evidence = message.contains("Sku") ? ": " + message : "";
    assertThat(status.attempts().getFirst().reason())
        .isEqualTo("the default rule repairs " + what + " of task only" + evidence);
  }

  @ParameterizedTest
  @CsvSource({
    "RUN_EXECUTION_ERROR, CLIENT_ERROR",
    "INVALID_CLUSTER_REQUEST, CLIENT_ERROR",
    "UNAUTHORIZED_ERROR, CLIENT_ERROR",
    "SOMETHING_NEW, CLIENT_ERROR"
  })
  void theDefaultRuleStopsForTroubleOfTheCodeAndSaysSo(String code, String type) {
    // Given
    var name = ("stopped-" + code).toLowerCase().replace('_', '-');
    failsOnce(name, code, type, "it broke");

    // When
    progress.start(name, name, "");
    var status = progress.end(name);

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Failed);
    assertThat(repairs(status.runId())).isEmpty();
    assertThat(Shown.of(world.run(name)).brief("Ready")).isEqualTo("False/StoppedByRule");
    var sentence = "the default rule does not repair " + code + " of task only";
    assertThat(status.attempts().getFirst().reason()).isEqualTo(sentence + ": it broke");
    assertThat(status.message()).isEqualTo("task only failed: " + code + ": it broke; " + sentence);
  }

  @Test
  void aLibraryThatCannotBeInstalledIsTriedOnceMore() {
    // Given
    script("lib", "*", "LIBRARY_INSTALLATION_ERROR", 9);
    progress.job("lib", FAST);

    // When
    progress.start("lib-1", "lib", "");
    var status = progress.end("lib-1");

    // Then
    assertThat(repairs(status.runId())).hasSize(1);
    assertThat(status.attempts())
        .extracting(Attempt::reason)
        .containsExactly(
            "the default rule repairs LIBRARY_INSTALLATION_ERROR of task only once",
            "the default rule repairs LIBRARY_INSTALLATION_ERROR of task only only once: it broke");
    assertThat(Shown.of(world.run("lib-1")).brief("Stalled")).isEqualTo("True/StoppedByRule");
    assertThat(status.message()).contains("only once");
  }

  @Test
  void aRuleFindsTheErrorThatOnlyTheOutputTells() {
    // Given
    world
        .databricks()
        .script(
            """
            {"job": "schema", "attempts": [{"result": "FAILED", "code": "DRIVER_ERROR",
             "message": "Workload failed, see run output for details",
             "error": "AnalysisException: Schema Mismatch in column x"}]}
            """);
    progress.job(
        "schema",
        """
        repairPolicy:
          rules:
            - {action: Stop, when: {errorMatches: "(?i)schema mismatch"}}
        """);

    // When
    progress.start("schema-1", "schema", "");
    var status = progress.end("schema-1");

    // Then
    assertThat(Shown.of(world.run("schema-1")).brief("Stalled")).isEqualTo("True/StoppedByRule");
    assertThat(status.message()).contains("rule 1").contains("Schema Mismatch");
    assertThat(status.attempts().getFirst().reason()).contains("rule 1");
    assertThat(repairs(status.runId())).isEmpty();
  }

  @Test
  void theRunsOwnPolicyReplacesTheJobsAsAWhole() {
    // Given
    script("own", "*", "RUN_EXECUTION_ERROR", 1);
    progress.job("own", "repairPolicy: {maxAttempts: 0}");

    // When
    progress.start(
        "own-1",
        "own",
        "repairPolicy: {backoff: {initial: 1s}, rules: [{action: Repair, when: {tasks: [o*]}}]}");
    var status = progress.end("own-1");

    // Then
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(status.attempts().getFirst().reason()).contains("rule 1 (tasks o*)");
  }

  @Test
  void aRunWhoseJobsPolicyBreaksMeanwhileEndsUnrepairedAndTheNextOneWaits() {
    // Given
    world
        .databricks()
        .script(
            """
            {"job": "breaks", "attempts": [
              {"result": "FAILED", "code": "DRIVER_ERROR", "duration": "PT2M"}]}
            """);
    progress.job("breaks", FAST);
    progress.start("breaks-1", "breaks", "");
    progress.until("breaks-1", Phase.Running);

    // When
    var broken = "repairPolicy: {rules: [{action: Stop, when: {errorMatches: \"a(b\"}}]}";
    world.apply(Manifests.job("breaks", broken));
    progress.until(
        "a stalled job",
        () -> Shown.of(world.job("breaks")).brief("Stalled").equals("True/InvalidSettings"));
    var ended = progress.end("breaks-1");
    world.apply(Manifests.run("breaks-2", "breaks", ""));
    var waiting = progress.until("breaks-2", Phase.Pending);
    progress.job("breaks", FAST);
    progress.until("a start", "breaks-2", status -> status.runId() != null);

    // Then
    assertThat(ended.phase()).isEqualTo(Phase.Failed);
    assertThat(ended.message()).contains("repairPolicy.rules[0].when.errorMatches");
    assertThat(waiting.message()).contains("is not ready yet (InvalidSettings: ");
    assertThat(Shown.of(world.run("breaks-1")).all())
        .contains("Failed True/Failed", "Ready False/InvalidSpec", "Stalled True/InvalidSpec");
    assertThat(repairs(ended.runId())).isEmpty();
  }

  /** A job whose task fails like this and then succeeds, repaired within seconds. */
  private static void failsOnce(String job, String code, String type, String message) {
    world
        .databricks()
        .script(
            """
            {"job": "%s", "attempts": [
              {"result": "FAILED", "code": "%s", "type": "%s", "message": "%s", "duration": "PT1S"},
              {"result": "SUCCESS", "duration": "PT1S"}]}
            """
                .formatted(job, code, type, message));
    progress.job(job, FAST);
  }

  private static void script(String job, String task, String code, int failures) {
    var bad = "{\"result\": \"FAILED\", \"code\": \"%s\", \"message\": \"it broke\"}, ";
    world
        .databricks()
        .script(
            "{\"job\": \"%s\", \"task\": \"%s\", \"attempts\": [%s{\"result\": \"SUCCESS\"}]}"
                .formatted(job, task, bad.formatted(code).repeat(failures)));
  }

  private static List<JsonNode> repairs(String runId) {
    return world.databricks().calls("POST /api/2.2/jobs/runs/repair", runId);
  }
}
