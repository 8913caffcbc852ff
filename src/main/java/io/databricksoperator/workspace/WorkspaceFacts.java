package io.databricksoperator.workspace;

import io.databricksoperator.api.DatabricksWorkspace;
import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.DatabricksApi;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.Identity;
import java.time.Duration;
import java.time.Instant;

/**
 * All that is known when a workspace is judged.
 *
 * @param workspace the object
 * @param hostProblem why the host may not be called; null if it may
 * @param credentials what there is to log in with; null if the host may not be called
 * @param api the door that was tried; null if there was nothing to log in with
 * @param identity what Databricks answered; null if it was not asked
 * @param again how soon to ask once more, since the last answer was out of line; null for no need
 * @param uses how much uses this workspace; null while not everything that exists was seen yet
 * @param now the time
 */
record WorkspaceFacts(
    DatabricksWorkspace workspace,
    String hostProblem,
    Credentials credentials,
    DatabricksApi api,
    Answer<Identity> identity,
    Duration again,
    Uses uses,
    Instant now) {

  /** Whether Databricks answered anything at all. */
  boolean answered() {
    return switch (identity) {
      case null -> false;
      case Answer.Ok<Identity> ok -> true;
      case Answer.Failed<Identity>(DatabricksFailure failure) -> failure.sent();
    };
  }

  /** The address that a workspace names; people copy it with a slash at its end. */
  static String host(DatabricksWorkspace workspace) {
    return workspace.getSpec().host().strip().replaceAll("/+$", "");
  }
}
