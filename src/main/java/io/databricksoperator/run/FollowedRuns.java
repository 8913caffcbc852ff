package io.databricksoperator.run;

import io.databricksoperator.databricks.RunView;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The runs of one workspace that are followed, for whom, and what was seen of each last. */
final class FollowedRuns {

  private static final class Followed {
    private final Set<ResourceID> runs = ConcurrentHashMap.newKeySet();
    private volatile Sighting sighting = new Sighting.Unseen();
    private volatile boolean resting;

    /** Nobody has asked yet for what was seen last. */
    private volatile boolean news;

    private boolean ended() {
      return sighting instanceof Sighting.Read(RunView view) && view.state().ended();
    }
  }

  private final Map<Long, Followed> followed = new ConcurrentHashMap<>();

  /** What was seen of this run last; from now on it is followed for this object too. */
  Sighting follow(long runId, ResourceID run) {
    return followed.compute(runId, (id, entry) -> with(entry, run)).sighting;
  }

  private static Followed with(Followed known, ResourceID run) {
    var entry = known == null ? new Followed() : known;
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

  /** The runs that are not resting. */
  int active() {
    return (int) followed.values().stream().filter(entry -> !entry.resting).count();
  }

  /** The runs that are to be looked at: not one whose end is seen and still to be acted on. */
  Set<Long> open() {
    var open = new HashSet<Long>();
    followed.forEach(
        (id, entry) -> {
          if (!entry.resting && !(entry.news && entry.ended())) {
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
    boolean same = sighting.equals(entry.sighting);
    entry.sighting = sighting;
    entry.news = !same || entry.ended();
    return entry.news ? entry.runs : Set.of();
  }
}
