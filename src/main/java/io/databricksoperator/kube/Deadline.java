package io.databricksoperator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;

/** How long a deletion waits. */
public final class Deadline {

  private Deadline() {}

  /** Whether the object has been waiting to go for longer than this; zero is for ever. */
  public static boolean over(HasMetadata deleted, Duration limit, Instant now) {
    return !limit.isZero() && !now.isBefore(at(deleted, limit));
  }

  /** When the wait of a deleted object is over. */
  public static Instant at(HasMetadata deleted, Duration limit) {
    return Instant.parse(deleted.getMetadata().getDeletionTimestamp()).plus(limit);
  }
}
