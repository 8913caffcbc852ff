package io.databricksoperator.effect;

import io.databricksoperator.api.Reason;
import io.databricksoperator.workspace.Access;
import java.util.Optional;

/** What keeps everything from being done: no usable workspace, or another one than before. */
public sealed interface Hurdle {

  /** Nobody knows yet whether the workspace can be used; whoever asked is woken. */
  record Unchecked() implements Hurdle {}

  /**
   * This has to change first.
   *
   * @param stalled whether only a person can change it
   */
  record Closed(Reason reason, String message, boolean stalled) implements Hurdle {}

  /** What is in the way; empty if nothing is. Pure. */
  static Optional<Hurdle> before(Grounded facts) {
    return switch (facts.access()) {
      case Access.Unchecked unchecked -> Optional.of(new Unchecked());
      case Access.Closed closed -> Optional.of(closed(facts, closed));
      case Access.Open open -> facts.elsewhere() ? Optional.of(changed(facts)) : Optional.empty();
    };
  }

  private static Hurdle closed(Grounded facts, Access.Closed closed) {
    if (closed.reason() == Reason.WorkspaceNotFound) {
      return new Closed(closed.reason(), closed.message() + "; create it", false);
    }
    // An outage may be worded anew at each try: it is told once, where it is.
    var where = facts.ground().subject().where().getName();
    var why =
        closed.passing() ? "see the conditions of DatabricksWorkspace " + where : closed.message();
    return new Closed(Reason.WorkspaceNotReady, closed.reason() + ": " + why, false);
  }

  private static Hurdle changed(Grounded facts) {
    var subject = facts.ground().subject();
    return new Closed(
        Reason.WorkspaceChanged,
        "the "
            + subject.what()
            + " belongs to workspace "
            + subject.workspaceId()
            + ", but workspace "
            + facts.link().workspaceId()
            + " answers at the host; nothing is written there",
        true);
  }
}
