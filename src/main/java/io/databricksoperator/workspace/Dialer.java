package io.databricksoperator.workspace;

import io.databricksoperator.databricks.Auth;
import io.databricksoperator.databricks.DatabricksApi;
import java.util.Optional;

/** Opens doors to workspaces; the operator supplies the one that speaks HTTP. */
public interface Dialer {

  /**
   * What is wrong with this host and what to do about it; empty if it may be called (design 3.8).
   */
  Optional<String> hostProblem(String host);

  /**
   * A door to a workspace. Nothing is sent yet.
   *
   * @param label namespace/name of the DatabricksWorkspace, for metrics
   * @param host an address without a {@link #hostProblem}
   * @param requestsPerSecond the budget of everything that goes through this door
   * @param whenDoubted run after each call but {@code me} whose credentials were refused or that
   *     another workspace answered
   */
  DatabricksApi dial(
      String label, String host, Auth auth, int requestsPerSecond, Runnable whenDoubted);
}
