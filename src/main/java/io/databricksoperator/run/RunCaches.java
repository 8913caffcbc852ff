package io.databricksoperator.run;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.DatabricksWorkspace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the run controller reads of Kubernetes: only caches.
 *
 * @param runs all DatabricksRuns, indexed by key
 * @param jobs all DatabricksJobs, indexed by their id in Databricks
 * @param workspaces all DatabricksWorkspaces
 */
record RunCaches(
    IndexerResourceCache<DatabricksRun> runs,
    IndexedResourceCache<DatabricksJob> jobs,
    Cache<DatabricksWorkspace> workspaces) {

  static final String BY_KEY = "key";
  static final String BY_ID = "id";

  private static final Comparator<DatabricksRun> OLDEST_FIRST =
      Comparator.comparing((DatabricksRun run) -> run.getMetadata().getCreationTimestamp())
          .thenComparing(run -> run.getMetadata().getUid());

  /** The job of this name in the run's namespace. */
  Optional<DatabricksJob> job(DatabricksRun run, String name) {
    return jobs.get(new ResourceID(name, run.getMetadata().getNamespace()));
  }

  /** The DatabricksJob that is run, however the run names it. */
  Optional<DatabricksJob> jobOf(DatabricksRun run) {
    var ref = run.getSpec().jobRef();
    return ref != null
        ? job(run, ref.name())
        : Optional.ofNullable(run.getStatus()).stream()
            .flatMap(status -> id(run, status.workspaceId(), status.jobId()))
            .flatMap(id -> jobs.byIndex(BY_ID, id).stream())
            .findFirst();
  }

  /** How the index names a job by its id. */
  static List<String> ids(DatabricksJob job) {
    return Optional.ofNullable(job.getStatus()).stream()
        .flatMap(status -> id(job, status.workspaceId(), status.jobId()))
        .toList();
  }

  private static Stream<String> id(HasMetadata of, String workspaceId, String jobId) {
    return jobId == null
        ? Stream.empty()
        : Stream.of(String.join("\n", of.getMetadata().getNamespace(), workspaceId, jobId));
  }

  /**
   * The object that owns the run of this one's key, if that is an older one.
   *
   * @param workspaceId the workspace that answers; null if none does
   */
  Optional<DatabricksRun> owner(DatabricksRun run, String workspaceId) {
    return siblings(run, workspaceId)
        .filter(other -> OLDEST_FIRST.compare(other, run) < 0)
        .min(OLDEST_FIRST);
  }

  /** The other objects with the same source and key, as far as its status tells. */
  Stream<DatabricksRun> siblings(DatabricksRun run) {
    return siblings(run, null);
  }

  private Stream<DatabricksRun> siblings(DatabricksRun run, String workspaceId) {
    var keys = new HashSet<>(keys(run));
    if (workspaceId != null && run.getSpec().key() != null) {
      source(run).map(source -> key(run, "#" + workspaceId, source)).ifPresent(keys::add);
    }
    return keys.stream()
        .flatMap(key -> runs.byIndex(BY_KEY, key).stream())
        .filter(other -> !same(other, run))
        .distinct();
  }

  /**
   * How the index names the identity of a run: by what its spec names and, once they are known, by
   * the ids of its workspace and job, since both may be named in several ways. Empty for a run
   * without a key.
   */
  static List<String> keys(DatabricksRun run) {
    var spec = run.getSpec();
    if (spec.key() == null) {
      return List.of();
    }
    var where = spec.workspaceRef() == null ? "" : spec.workspaceRef().name();
    var byName =
        spec.jobRef() == null
            ? key(run, where, source(run).orElse(""))
            : key(run, "", "job/" + spec.jobRef().name());
    var workspaceId = RunFacts.statusOf(run).workspaceId();
    return workspaceId == null
        ? List.of(byName)
        : Stream.concat(
                Stream.of(byName),
                source(run).map(source -> key(run, "#" + workspaceId, source)).stream())
            .toList();
  }

  /** What it runs, by an id; empty while the id of the job is not known. */
  private static Optional<String> source(DatabricksRun run) {
    var spec = run.getSpec();
    if (spec.submit() != null) {
      return Optional.of("submit");
    }
    var jobId = spec.jobId() == null ? RunFacts.statusOf(run).jobId() : spec.jobId();
    return Optional.ofNullable(jobId).map(id -> "id/" + id);
  }

  private static String key(DatabricksRun run, String workspace, String source) {
    return String.join(
        "\n", run.getMetadata().getNamespace(), workspace, source, run.getSpec().key());
  }

  private static boolean same(HasMetadata a, HasMetadata b) {
    return a.getMetadata().getUid().equals(b.getMetadata().getUid());
  }
}
