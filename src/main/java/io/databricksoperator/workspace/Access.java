package io.databricksoperator.workspace;

import io.databricksoperator.api.Reason;

/** Whether a workspace can be used right now. */
public sealed interface Access {

  /** It can. */
  record Open(Link link) implements Access {}

  /** It can not; its own conditions say the same. */
  record Closed(Reason reason, String message) implements Access {}

  /** This process has not checked it yet; whoever asked is woken when it has. */
  record Unchecked() implements Access {}
}
