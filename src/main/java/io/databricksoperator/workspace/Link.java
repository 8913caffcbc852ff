package io.databricksoperator.workspace;

import io.databricksoperator.databricks.DatabricksApi;
import io.databricksoperator.databricks.Identity;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;

/**
 * An open door to a workspace.
 *
 * @param workspace the DatabricksWorkspace
 * @param host its address, without a slash at the end
 * @param api the door
 * @param me who we are there; its workspace id is never null
 * @param pace how often to look
 */
public record Link(ResourceID workspace, String host, DatabricksApi api, Identity me, Pace pace) {

  /**
   * How often to look.
   *
   * @param poll between two looks at active runs
   * @param drift between two looks at all jobs
   */
  public record Pace(Duration poll, Duration drift) {}

  /** The workspace's id, which every id of ours belongs to. */
  public String workspaceId() {
    return me.workspaceId();
  }

  /** The page of a job (databricks-api.md 2.3); the id is left out where nobody knows it. */
  public String jobUrl(long jobId) {
    var workspace = workspaceId().matches("[0-9]+") ? "?o=" + workspaceId() : "";
    return host + "/" + workspace + "#job/" + jobId;
  }
}
