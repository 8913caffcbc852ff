package io.databricksoperator.run;

import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.RepairPolicySpec;
import io.databricksoperator.api.RunSpec;
import io.databricksoperator.api.RunStatus;
import io.databricksoperator.effect.Ground;
import io.databricksoperator.effect.Grounded;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * All that is known when a run is decided about.
 *
 * @param run the object
 * @param source what it runs
 * @param jobPolicy the policy of its DatabricksJob; null if it has none
 * @param ground what every decision stands on
 * @param owner an older object with the same key; null if there is none
 * @param look what Databricks shows
 */
record RunFacts(
    DatabricksRun run,
    Source source,
    RepairPolicySpec jobPolicy,
    Ground ground,
    DatabricksRun owner,
    Look look)
    implements Grounded {

  static final RunStatus NO_STATUS =
      new RunStatus(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null, null, null);

  RunFacts with(Look seen) {
    return new RunFacts(run, source, jobPolicy, ground, owner, seen);
  }

  RunSpec spec() {
    return run.getSpec();
  }

  RunStatus status() {
    return statusOf(run);
  }

  static RunStatus statusOf(DatabricksRun run) {
    return run.getStatus() == null ? NO_STATUS : run.getStatus();
  }

  static boolean endedPhase(DatabricksRun run) {
    var phase = statusOf(run).phase();
    return phase != null && phase.ended();
  }

  Long runId() {
    return status().runId() == null ? null : Long.valueOf(status().runId());
  }

  /** Whether the spec says something that the status does not speak of yet. */
  boolean generationIsNew() {
    return !Objects.equals(run.getMetadata().getGeneration(), status().observedGeneration());
  }

  boolean cancelWanted() {
    return Boolean.TRUE.equals(spec().cancel());
  }

  /** A repair that was asked for by a token that was not acted on yet. */
  boolean repairWanted() {
    return repairAsked(run);
  }

  static boolean repairAsked(DatabricksRun run) {
    var asked = run.getSpec().repair();
    return asked != null && !asked.token().equals(statusOf(run).handledRepairToken());
  }

  /** When the run is cut off; null if it has no limit. */
  Instant deadline() {
    if (spec().timeoutSeconds() == null) {
      return null;
    }
    var from =
        status().startTime() == null
            ? run.getMetadata().getCreationTimestamp()
            : status().startTime();
    return Instant.parse(from).plus(Duration.ofSeconds(spec().timeoutSeconds()));
  }

  boolean overdue() {
    return deadline() != null && !now().isBefore(deadline());
  }

  /** The policy that counts: the run's own replaces its job's as a whole; null if there is none. */
  RepairPolicySpec policy() {
    if (spec().repairPolicy() != null) {
      return spec().repairPolicy();
    }
    return jobPolicy;
  }

  /** The id of the newest repair that this object knows of; null if there is none. */
  Long knownRepair() {
    var attempts = status().attempts();
    return attempts == null || attempts.isEmpty() || attempts.getLast().repairId() == null
        ? null
        : Long.valueOf(attempts.getLast().repairId());
  }
}
