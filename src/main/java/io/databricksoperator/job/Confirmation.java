package io.databricksoperator.job;

import io.databricksoperator.api.JobStatus.Baseline;
import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.JobView;
import io.databricksoperator.settings.Drift;
import io.databricksoperator.settings.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Decides whether a read shows our own write (design 6.3): three tries within a minute. What still
 * differs then is the server's own, unless nothing of the write can be seen at all; then it is
 * looked at once more after five minutes, and written again.
 */
final class Confirmation {

  private static final List<Duration> TRIES =
      List.of(Duration.ZERO, Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofMinutes(5));

  /** So many reads without the write make it unconfirmed. */
  private static final int PATIENCE = 3;

  private Confirmation() {}

  static JobDecision judge(JobFacts facts, JobView live) {
    var differences = Drift.judge(facts.body(), JobFacts.settings(live), facts.accepted());
    if (differences.isEmpty()) {
      return new JobDecision.Confirm(live, List.of());
    }
    int reads = reads(facts) + 1;
    if (reads < PATIENCE) {
      return new JobDecision.AwaitWrite(at(facts, reads));
    }
    if (reads > PATIENCE) {
      return new JobDecision.Record(Operation.Kind.Reset, Reason.Updating, List.of());
    }
    var seen = Fingerprint.ofSettings(JobFacts.settings(live), facts.salt());
    return Objects.equals(seen, facts.baseline().before())
        ? new JobDecision.Unconfirmed()
        : new JobDecision.Confirm(live, differences);
  }

  /** Whether the last write was not seen for so long that it is made again. */
  static boolean gaveUp(Baseline baseline) {
    return baseline.reads() != null && baseline.reads() >= PATIENCE;
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
