package io.databricksoperator.run;

import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.Operation;
import io.databricksoperator.api.RepairPolicySpec;
import io.databricksoperator.api.RunSpec;
import io.databricksoperator.api.RunStatus;
import io.databricksoperator.kube.Intents;
import io.databricksoperator.workspace.Access;
import io.databricksoperator.workspace.Link;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * All that is known when a run is decided about.
 *
 * @param run the object
 * @param source what it runs
 * @param jobPolicy the policy of its DatabricksJob; null if it has none
 * @param access whether its workspace can be used
 * @param link the door; while the object is deleted also the last one that was open; else null
 * @param owner an older object with the same key; null if there is none
 * @param look what Databricks shows
 * @param standing of the recorded intent; null if there is none
 * @param patience how long a deletion waits for the workspace; zero for ever
 * @param crdDeleting whether the CRD itself is being deleted
 * @param now the time
 */
record RunFacts(
    DatabricksRun run,
    Source source,
    RepairPolicySpec jobPolicy,
    Access access,
    Link link,
    DatabricksRun owner,
    Look look,
    Intents.Standing standing,
    Duration patience,
    boolean crdDeleting,
    Instant now) {

  static final RunStatus NO_STATUS =
      new RunStatus(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null, null, null);

  RunFacts with(Look seen) {
    return new RunFacts(
        run, source, jobPolicy, access, link, owner, seen, standing, patience, crdDeleting, now);
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

  Operation operation() {
    return status().operation();
  }

  boolean doing(Operation.Kind kind) {
    return operation() != null && operation().kind() == kind;
  }

  boolean fresh() {
    return standing instanceof Intents.Fresh;
  }

  Long runId() {
    return status().runId() == null ? null : Long.valueOf(status().runId());
  }

  /** Whether the ids in the status belong to another workspace than the one behind the door. */
  boolean elsewhere() {
    return link != null
        && status().workspaceId() != null
        && !status().workspaceId().equals(link.workspaceId());
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
    return deadline() != null && !now.isBefore(deadline());
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
