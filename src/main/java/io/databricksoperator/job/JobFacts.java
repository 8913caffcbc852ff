package io.databricksoperator.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.databricksoperator.api.ConditionType;
import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.JobSpec;
import io.databricksoperator.api.JobStatus;
import io.databricksoperator.api.JobStatus.Baseline;
import io.databricksoperator.api.JobStatus.LastRun;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.JobView;
import io.databricksoperator.effect.Ground;
import io.databricksoperator.effect.Grounded;
import io.databricksoperator.kube.Conditions;
import io.databricksoperator.settings.Accepted;
import io.databricksoperator.settings.Fingerprint;
import io.databricksoperator.settings.OwnerTag;
import io.databricksoperator.settings.RunAs;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All that is known when a job is decided about.
 *
 * @param job the object
 * @param problems why its settings can never work; empty if they may
 * @param body what is sent; null while nobody knows who we are in the workspace
 * @param owner the tag that says that a job is this object's
 * @param ground what every decision stands on
 * @param look what Databricks shows
 * @param lastRun its newest run; null if it has none
 */
record JobFacts(
    DatabricksJob job,
    List<String> problems,
    ObjectNode body,
    OwnerTag owner,
    Ground ground,
    Look look,
    LastRun lastRun)
    implements Grounded {

  JobFacts with(Look seen) {
    return new JobFacts(job, problems, body, owner, ground, seen, lastRun);
  }

  /** What a job's tag says of this object. */
  OwnerTag.Claim claim(JobView of) {
    return owner.claim(of.tag(OwnerTag.NAME));
  }

  JobSpec spec() {
    return job.getSpec();
  }

  JobStatus status() {
    return statusOf(job);
  }

  static JobStatus statusOf(DatabricksJob job) {
    return job.getStatus() == null ? JobStatus.NONE : job.getStatus();
  }

  Long jobId() {
    return status().jobId() == null ? null : Long.valueOf(status().jobId());
  }

  /** Salts hashes in the status, so that they tell nothing about values. */
  String salt() {
    return job.getMetadata().getUid();
  }

  /** The hash of what the manifest says now. */
  String wanted() {
    return Fingerprint.ofSettings(body, salt());
  }

  Baseline baseline() {
    return status().baseline();
  }

  /** The live settings with run_as, which Databricks shows beside them (databricks-api.md 1.6). */
  static JsonNode settings(JobView live) {
    return live.runAs() == null ? live.settings() : RunAs.of(live.runAs()).into(live.settings());
  }

  /** Whether the newest write is what the manifest says now. */
  boolean written() {
    return baseline() != null && Objects.equals(baseline().wanted(), wanted());
  }

  /** Whether the manifest has to be written, and nothing says to look at the job before. */
  boolean unwritten() {
    return !written() && status().missingSince() == null && !claimed();
  }

  /** Whether a read has shown the newest write. */
  boolean confirmed() {
    return baseline() != null && baseline().live() != null;
  }

  /** What is no drift. */
  Accepted accepted() {
    return confirmed()
        ? new Accepted(
            baseline().extras() == null ? Map.of() : baseline().extras(),
            baseline().owned(),
            salt())
        : Accepted.nothingYet(salt());
  }

  boolean corrects() {
    return spec().driftPolicy() != JobSpec.DriftPolicy.Report;
  }

  /** Whether the status speaks of this spec and says how the job is, not why nobody could look. */
  boolean told() {
    var conditions = status().conditions();
    return generationSeen()
        && (Conditions.isTrue(conditions, ConditionType.Synced)
            || Conditions.has(conditions, ConditionType.Synced, Reason.DriftReported)
            || Conditions.has(conditions, ConditionType.Synced, Reason.Contested));
  }

  /** Whether a read found the tag of another installation, and none has shown our own since. */
  boolean claimed() {
    return status().otherOwner() != null;
  }

  /** The tag of whose the job is, as far as anybody has seen; null for ours. */
  String otherOwner() {
    if (!(look instanceof Look.Live(var view))) {
      return status().otherOwner();
    }
    return switch (claim(view)) {
      case Ours -> null;
      case SameObjectOtherInstallation -> view.tag(OwnerTag.NAME);
      case Other -> status().otherOwner();
    };
  }

  /** Whether the status speaks of the spec as it is now. */
  boolean generationSeen() {
    return job.getMetadata().getGeneration().equals(status().observedGeneration());
  }

  /** Whether the spec as it is now was seen in Databricks. */
  boolean inPlace() {
    return ready() && generationSeen();
  }

  boolean ready() {
    return Conditions.isTrue(status().conditions(), ConditionType.Ready);
  }
}
