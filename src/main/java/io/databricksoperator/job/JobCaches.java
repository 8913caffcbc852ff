package io.databricksoperator.job;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.DatabricksWorkspace;
import io.databricksoperator.api.JobStatus.LastRun;
import io.databricksoperator.api.RunStatus;
import io.databricksoperator.kube.References;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the job controller reads of Kubernetes: only caches.
 *
 * @param jobs all DatabricksJobs
 * @param runs all DatabricksRuns, indexed by what they run
 * @param workspaces all DatabricksWorkspaces
 */
record JobCaches(
    IndexedResourceCache<DatabricksJob> jobs,
    IndexedResourceCache<DatabricksRun> runs,
    Cache<DatabricksWorkspace> workspaces) {

  /** The index of the runs by what they run. */
  static final String BY_JOB = "job";

  /** The index of the jobs by their ids. */
  static final String BY_ID = "jobId";

  private static final Comparator<DatabricksRun> BY_AGE =
      Comparator.comparing(JobCaches::began).thenComparing(run -> run.getMetadata().getUid());

  static ResourceID workspaceOf(DatabricksJob job) {
    return new ResourceID(job.getSpec().workspaceRef().name(), job.getMetadata().getNamespace());
  }

  /** How the newest run of a job is doing; null if it has none. */
  LastRun lastRun(DatabricksJob job) {
    var name = References.key(job, job.getMetadata().getName());
    return Stream.concat(Stream.of(name), idOf(job).stream())
        .flatMap(key -> runs.byIndex(BY_JOB, key).stream())
        .max(BY_AGE)
        .map(JobCaches::lastRun)
        .orElse(null);
  }

  /** How the index names the job that a run runs; it has no name before its workspace is known. */
  static List<String> jobOf(DatabricksRun run) {
    var spec = run.getSpec();
    if (spec.jobRef() != null) {
      return List.of(References.key(run, spec.jobRef().name()));
    }
    var status = run.getStatus();
    return status == null ? List.of() : byId(run, status.workspaceId(), spec.jobId());
  }

  /** How the index names a job that has an id. */
  static List<String> idOf(DatabricksJob job) {
    var status = JobFacts.statusOf(job);
    return byId(job, status.workspaceId(), status.jobId());
  }

  /** Two workspaces may give the same id, so it never goes without its workspace's. */
  private static List<String> byId(HasMetadata inNamespaceOf, String workspaceId, String jobId) {
    return workspaceId == null || jobId == null
        ? List.of()
        : List.of(References.key(inNamespaceOf, workspaceId + "#" + jobId));
  }

  private static String began(DatabricksRun run) {
    var status = run.getStatus();
    return status == null || status.startTime() == null
        ? run.getMetadata().getCreationTimestamp()
        : status.startTime();
  }

  private static LastRun lastRun(DatabricksRun run) {
    RunStatus status = run.getStatus();
    if (status == null) {
      return new LastRun(run.getMetadata().getName(), null, "Pending", null, null, null);
    }
    boolean over = status.phase() != null && status.phase().ended();
    return new LastRun(
        run.getMetadata().getName(),
        status.runId(),
        status.phase() == null ? "Pending" : status.phase().name(),
        status.startTime(),
        status.endTime(),
        over ? status.message() : null);
  }
}
