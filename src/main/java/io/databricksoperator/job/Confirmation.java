package io.databricksoperator.job;

import io.databricksoperator.api.JobStatus;
import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.JobView;
import io.databricksoperator.settings.Accepted;
import io.databricksoperator.settings.Baseline;
import io.databricksoperator.settings.Difference;
import io.databricksoperator.settings.Drift;
import io.databricksoperator.settings.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Decides whether a read shows our own write (design 6.3): three tries within a minute. What every
 * try showed instead is the server's own, unless it is something that only a person adds; all else
 * is written again. When nothing of the write can be seen at all, it is looked at once more after
 * five minutes, and written again.
 */
final class Confirmation {

  private static final List<Duration> TRIES =
      List.of(Duration.ZERO, Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofMinutes(5));

  /** So many reads without the write make it unconfirmed. */
  private static final int PATIENCE = 3;

  /** So many writes in a row are made for what comes back each time (design 6.4). */
  private static final int MOST_WRITES = 3;

  private Confirmation() {}

  static JobDecision judge(JobFacts facts, JobView live) {
    var differences = Drift.judge(facts.body(), JobFacts.settings(live), facts.accepted());
    if (differences.isEmpty()) {
      return new JobDecision.Confirm(live, List.of(), List.of());
    }
    int reads = reads(facts) + 1;
    if (reads < PATIENCE) {
      return new JobDecision.AwaitWrite(
          at(facts, reads), Baseline.owned(always(facts, differences), facts.salt()));
    }
    return reads > PATIENCE
        ? new JobDecision.Record(Operation.Kind.Reset, Reason.Updating, List.of())
        : lastTry(facts, live, differences);
  }

  private static JobDecision lastTry(JobFacts facts, JobView live, List<Difference> differences) {
    var owned = always(facts, differences);
    var drift = differences.stream().filter(each -> !owned.contains(each)).toList();
    var seen = Fingerprint.ofSettings(JobFacts.settings(live), facts.salt());
    boolean late = Objects.equals(seen, facts.baseline().before());
    int writes = writes(facts.baseline());
    if (drift.isEmpty() && !late) {
      return new JobDecision.Confirm(live, owned, List.of());
    }
    if (late && writes < MOST_WRITES) {
      return new JobDecision.Unconfirmed();
    }
    return facts.corrects() && writes < MOST_WRITES
        ? new JobDecision.Record(Operation.Kind.Reset, Reason.DriftCorrected, drift)
        : new JobDecision.Confirm(live, owned, drift);
  }

  /** What this read and every one before it showed alike, and nobody added by hand. */
  private static List<Difference> always(JobFacts facts, List<Difference> differences) {
    var before = new Accepted(null, facts.baseline().owned(), facts.salt());
    return differences.stream()
        .filter(each -> !each.byHand())
        .filter(each -> reads(facts) == 0 || before.owns(each))
        .toList();
  }

  /** Whether the last write was not seen for so long that it is made again. */
  static boolean gaveUp(JobStatus.Baseline baseline) {
    return baseline.reads() != null && baseline.reads() >= PATIENCE;
  }

  /** How often these settings were written and no read showed them. */
  static int writes(JobStatus.Baseline baseline) {
    return baseline.writes() == null ? 1 : baseline.writes();
  }

  /** Whether a read is due. */
  static boolean due(JobFacts facts) {
    return reads(facts) < TRIES.size() && !facts.now().isBefore(next(facts));
  }

  /** When the next read is due. */
  static Instant next(JobFacts facts) {
    return reads(facts) < TRIES.size() ? at(facts, reads(facts)) : null;
  }

  private static Instant at(JobFacts facts, int reads) {
    return Instant.parse(facts.baseline().since()).plus(TRIES.get(reads));
  }

  private static int reads(JobFacts facts) {
    var reads = facts.baseline() == null ? null : facts.baseline().reads();
    return reads == null ? 0 : reads;
  }
}
