package io.databricksoperator.run;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.DatabricksWorkspace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the run controller reads of Kubernetes: only caches.
 *
 * @param runs all DatabricksRuns, indexed by key
 * @param jobs all DatabricksJobs
 * @param workspaces all DatabricksWorkspaces
 */
record RunCaches(
    IndexerResourceCache<DatabricksRun> runs,
    Cache<DatabricksJob> jobs,
    Cache<DatabricksWorkspace> workspaces) {

  static final String BY_KEY = "key";

  private static final Comparator<DatabricksRun> OLDEST_FIRST =
      Comparator.comparing((DatabricksRun run) -> run.getMetadata().getCreationTimestamp())
          .thenComparing(run -> run.getMetadata().getUid());

  /** The job of this name in the run's namespace. */
  Optional<DatabricksJob> job(DatabricksRun run, String name) {
    return jobs.get(new ResourceID(name, run.getMetadata().getNamespace()));
  }

  /** The job that the run refers to, if it does and it is there. */
  Optional<DatabricksJob> jobOf(DatabricksRun run) {
    return Optional.ofNullable(run.getSpec().jobRef()).flatMap(ref -> job(run, ref.name()));
  }

  /** The object that owns the run of this one's key, if that is an older one. */
  Optional<DatabricksRun> owner(DatabricksRun run) {
    return siblings(run).stream()
        .filter(other -> OLDEST_FIRST.compare(other, run) < 0)
        .min(OLDEST_FIRST);
  }

  /** The other objects with the same source and key. */
  List<DatabricksRun> siblings(DatabricksRun run) {
    if (run.getSpec().key() == null) {
      return List.of();
    }
    return keys(run).stream()
        .flatMap(key -> runs.byIndex(BY_KEY, key).stream())
        .filter(other -> !same(other, run))
        .distinct()
        .toList();
  }

  /**
   * How the index names the identity of a run: by what its spec names and, once that is known, by
   * the job's id, since a job may be named either way. Empty for a run without a key.
   */
  static List<String> keys(DatabricksRun run) {
    var spec = run.getSpec();
    if (spec.key() == null) {
      return List.of();
    }
    if (spec.jobRef() == null) {
      var where = spec.workspaceRef() == null ? "" : spec.workspaceRef().name();
      return List.of(key(run, where, spec.jobId() == null ? "submit" : "id/" + spec.jobId()));
    }
    var byName = key(run, "", "job/" + spec.jobRef().name());
    var status = run.getStatus();
    return status == null || status.jobId() == null || status.workspace() == null
        ? List.of(byName)
        : List.of(byName, key(run, status.workspace(), "id/" + status.jobId()));
  }

  private static String key(DatabricksRun run, String workspace, String source) {
    return String.join(
        "\n", run.getMetadata().getNamespace(), workspace, source, run.getSpec().key());
  }

  private static boolean same(HasMetadata a, HasMetadata b) {
    return a.getMetadata().getUid().equals(b.getMetadata().getUid());
  }
}
