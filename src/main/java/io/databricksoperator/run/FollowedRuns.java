package io.databricksoperator.run;

import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.RunView;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The runs of one workspace that are followed, for whom, and what was seen of each last. */
final class FollowedRuns {

  /** So many looks in a row must fail before anyone is told. */
  private static final int PATIENCE = 3;

  private static final class Followed {
    private final Set<ResourceID> runs = ConcurrentHashMap.newKeySet();
    private final String workspaceId;
    private volatile Sighting sighting = new Sighting.Unseen();
    private volatile boolean resting;
    private volatile int failures;

    /** Nobody has asked yet for what was seen last. */
    private volatile boolean news;

    Followed(String workspaceId) {
      this.workspaceId = workspaceId;
    }

    private boolean ended() {
      return sighting instanceof Sighting.Read(RunView view, Instant first) && view.state().ended();
    }
  }

  private final Map<Long, Followed> followed = new ConcurrentHashMap<>();

  /**
   * What was seen of this run last; from now on it is followed for this object too.
   *
   * @param workspaceId the workspace that the run's id belongs to
   */
  Sighting follow(long runId, String workspaceId, ResourceID run) {
    return followed.compute(runId, (id, known) -> with(known, workspaceId, run)).sighting;
  }

  private static Followed with(Followed known, String workspaceId, ResourceID run) {
    var entry = known == null ? new Followed(workspaceId) : known;
    entry.runs.add(run);
    entry.news = false;
    return entry;
  }

  /** What was seen of this run last. */
  Sighting sighting(long runId) {
    var entry = followed.get(runId);
    return entry == null ? new Sighting.Unseen() : entry.sighting;
  }

  /** Whether it is followed and not looked at. */
  boolean resting(long runId) {
    var entry = followed.get(runId);
    return entry != null && entry.resting;
  }

  /** Whether it rests from now on; what was seen of it stands. */
  void rest(long runId, boolean resting) {
    var entry = followed.get(runId);
    if (entry != null) {
      entry.resting = resting;
    }
  }

  /** What was seen of it is void, and it is looked at again. */
  void forget(long runId) {
    var entry = followed.get(runId);
    if (entry != null) {
      entry.resting = false;
      entry.sighting = new Sighting.Unseen();
    }
  }

  /** This object follows the run no longer; a run that nobody follows is dropped. */
  void leave(long runId, ResourceID run) {
    followed.computeIfPresent(
        runId,
        (id, entry) -> {
          entry.runs.remove(run);
          return entry.runs.isEmpty() ? null : entry;
        });
  }

  /** How many runs are not resting. */
  int active() {
    return (int) followed.values().stream().filter(entry -> !entry.resting).count();
  }

  /**
   * The runs that are to be looked at in this workspace: not one of another workspace that answered
   * at the host before, and not one whose end is seen and still to be acted on.
   */
  Set<Long> open(String workspaceId) {
    var open = new HashSet<Long>();
    followed.forEach(
        (id, entry) -> {
          boolean here = entry.workspaceId.equals(workspaceId);
          if (here && !entry.resting && !(entry.news && entry.ended())) {
            open.add(id);
          }
        });
    return open;
  }

  /** Keeps what was seen; says who is to be told, which is nobody if it was seen before. */
  Set<ResourceID> saw(long runId, Sighting sighting) {
    var entry = followed.get(runId);
    if (entry == null) {
      return Set.of();
    }
    entry.failures = 0;
    boolean same = sighting.equals(entry.sighting);
    entry.sighting = sighting;
    entry.news = !same || entry.ended();
    return entry.news ? entry.runs : Set.of();
  }

  /** It could not be looked at; says who is to be told, once for each kind of failure. */
  Set<ResourceID> failed(long runId, DatabricksFailure failure) {
    var entry = followed.get(runId);
    if (entry == null || ++entry.failures < PATIENCE) {
      return Set.of();
    }
    boolean told =
        entry.sighting instanceof Sighting.Failed(DatabricksFailure before)
            && before.kind() == failure.kind();
    if (!told) {
      entry.sighting = new Sighting.Failed(failure);
    }
    return told ? Set.of() : entry.runs;
  }
}
