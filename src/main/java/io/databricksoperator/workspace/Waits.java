package io.databricksoperator.workspace;

import io.databricksoperator.api.DatabricksWorkspace;
import io.databricksoperator.time.Durations;
import java.time.Duration;

/** What a workspace's spec says about waiting. */
public final class Waits {

  private static final Duration DELETION_DEADLINE = Duration.ofHours(24);

  private Waits() {}

  /**
   * How long a deletion waits for the workspace; zero for ever.
   *
   * @param workspace null if it is gone
   */
  public static Duration forDeletion(DatabricksWorkspace workspace) {
    return Durations.parse(
        workspace == null ? null : workspace.getSpec().deletionDeadline(), DELETION_DEADLINE);
  }
}
