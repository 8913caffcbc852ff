package io.databricksoperator.job;

import io.databricksoperator.databricks.JobView;
import io.databricksoperator.settings.Digest;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process remembers of the jobs of one workspace: how each looked when it was last read,
 * and which may have changed since. Losing it costs one read per job.
 */
final class JobMemory {

  /** Between two full reads of a job that never seemed to change. */
  private static final Duration FULL_READ = Duration.ofHours(6);

  private record Entry(ResourceID job, Long digest, Instant read, boolean suspect) {}

  private final Map<Long, Entry> jobs = new ConcurrentHashMap<>();
  private final Map<String, ResourceID> owners = new ConcurrentHashMap<>();
  private final Map<ResourceID, Long> copies = new ConcurrentHashMap<>();
  private final Set<Long> told = ConcurrentHashMap.newKeySet();

  /** This job is ours. */
  void know(long jobId, ResourceID job, String owner) {
    jobs.computeIfAbsent(jobId, id -> new Entry(job, null, null, false));
    owners.put(owner, job);
  }

  /** This job is not ours any more. */
  void forget(long jobId) {
    var entry = jobs.remove(jobId);
    if (entry != null) {
      owners.values().remove(entry.job);
    }
  }

  /** The job was read whole; until it is {@link #judged} it may have changed all the same. */
  void read(long jobId, JobView view, Instant now) {
    var digest = view == null ? null : Long.valueOf(Digest.of(view.settings()));
    jobs.computeIfPresent(jobId, (id, entry) -> new Entry(entry.job, digest, now, true));
  }

  /** What was read is decided about, and what was decided is written down. */
  void judged(long jobId) {
    jobs.computeIfPresent(jobId, (id, e) -> new Entry(e.job, e.digest, e.read, false));
  }

  /** Whether the job may have changed. */
  boolean suspect(long jobId) {
    var entry = jobs.get(jobId);
    return entry != null && entry.suspect;
  }

  /** The ids of all jobs. */
  Set<Long> ids() {
    return Set.copyOf(jobs.keySet());
  }

  /**
   * A list item of one of our jobs: tells whether it may have changed, or is due for a full read.
   */
  boolean differs(JobView item, Instant now) {
    var entry = jobs.get(item.jobId());
    return entry != null
        && (item.cut()
            || entry.digest == null
            || entry.digest != Digest.of(item.settings())
            || overdue(item.jobId(), now));
  }

  /** Whether the job is due for a full read, whatever lists show. */
  boolean overdue(long jobId, Instant now) {
    var entry = jobs.get(jobId);
    return entry != null && entry.read != null && !now.isBefore(entry.read.plus(fullRead(jobId)));
  }

  /** Marks the job as maybe changed; gives the object to wake. */
  Optional<ResourceID> doubt(long jobId) {
    var entry = jobs.computeIfPresent(jobId, (id, e) -> new Entry(e.job, e.digest, e.read, true));
    return Optional.ofNullable(entry).map(Entry::job);
  }

  /** The object whose tag this is, if this is another job than its own. */
  Optional<ResourceID> copyOf(String owner, long jobId) {
    return owner == null || jobs.containsKey(jobId) || told.contains(jobId)
        ? Optional.empty()
        : Optional.ofNullable(owners.get(owner));
  }

  /** Another job carries this object's tag. */
  void copy(ResourceID job, long jobId) {
    copies.put(job, jobId);
  }

  /** People know of this copy, which only they may delete: it is not looked at again. */
  void told(long jobId) {
    told.add(jobId);
  }

  /** The other job that carries this object's tag, once. */
  Optional<Long> takeCopy(ResourceID job) {
    return Optional.ofNullable(copies.remove(job)).filter(copy -> !told.contains(copy));
  }

  /** Jobs made together are not read together. */
  private static Duration fullRead(long jobId) {
    return FULL_READ.plusMinutes(Math.floorMod(Long.hashCode(jobId * 31), 60));
  }
}
