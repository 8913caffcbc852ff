package io.databricksoperator.workspace;

import io.databricksoperator.api.Reason;

/** Whether a workspace can be used right now. */
public sealed interface Access {

  /** It can. */
  record Open(Link link) implements Access {}

  /** It can not; its own conditions say the same. */
  record Closed(Reason reason, String message) implements Access {

    /** Whether it may pass by itself, so that it is tried again soon. */
    public boolean passing() {
      return reason == Reason.Unreachable || reason == Reason.Throttled;
    }

    /** Whether there are no credentials left, so that nothing can be told to the workspace. */
    public boolean withoutCredentials() {
      return reason == Reason.WorkspaceNotFound
          || reason == Reason.SecretNotFound
          || reason == Reason.SecretKeyMissing
          || reason == Reason.SecretKeyBlank;
    }
  }

  /** This process has not checked it yet; whoever asked is woken when it has. */
  record Unchecked() implements Access {}
}
