package io.databricksoperator.databricks;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The one door to a Databricks workspace: one method per endpoint we use, each one HTTP call unless
 * it says otherwise. No method throws for what the network or Databricks does: every failure is in
 * the {@link Answer}. Methods block, hold the workspace's budget of requests, and may be called
 * from many threads.
 */
public interface DatabricksApi {

  /**
   * The same door, for this workspace alone: what another one answers at the host is the failure
   * {@link DatabricksFailure#ANOTHER_WORKSPACE}, whatever it says. Before a write with a login that
   * was not seen to lead to this workspace yet, or one that another workspace could carry out just
   * as well, {@code Me} is asked. An answer that names no workspace counts as one of this one. Two
   * such doors for the same workspace are equal.
   *
   * @param workspaceId the value of {@code X-Databricks-Org-Id}
   */
  DatabricksApi within(String workspaceId);

  /** Who the credentials are ({@code GET /api/2.0/preview/scim/v2/Me}), databricks-api.md 5.7. */
  Answer<Identity> me();

  /**
   * {@code POST jobs/create}: not idempotent and without a token, databricks-api.md 1.3.
   *
   * @return the new job's id
   */
  Answer<Long> createJob(ObjectNode settings);

  /** {@code GET jobs/get}, every page of it joined (100 array items a page), 1.6. */
  Answer<JobView> getJob(long jobId);

  /** One page of {@code GET jobs/list}, 1.7. */
  Answer<Page<JobView>> listJobs(JobQuery query);

  /** {@code POST jobs/reset}: replaces all settings, 1.4. Repeatable. */
  Answer<Done> resetJob(long jobId, ObjectNode settings);

  /** {@code POST jobs/delete}, 1.8. A job that is already gone answers NOT_FOUND. */
  Answer<Done> deleteJob(long jobId);

  /**
   * {@code POST jobs/run-now}, 2.1. With an {@code idempotency_token} it may be sent again.
   *
   * @return the run's id
   */
  Answer<Long> runNow(ObjectNode request);

  /**
   * {@code POST jobs/runs/submit}, 2.2. With an {@code idempotency_token} it may be sent again.
   *
   * @return the run's id
   */
  Answer<Long> submitRun(ObjectNode request);

  /**
   * {@code GET jobs/runs/get} with its repair history, every page joined, 2.3. Takes the id of a
   * job run, or of a for-each task's run, whose iterations it then holds.
   */
  Answer<RunView> getRun(long runId);

  /** One page of {@code GET jobs/runs/list}, at most 25 runs, 2.4. */
  Answer<Page<RunView>> listRuns(RunQuery query);

  /** {@code GET jobs/runs/get-output} of one task run, 2.6. */
  Answer<TaskOutput> getOutput(long taskRunId);

  /** {@code POST jobs/runs/cancel}: asynchronous and idempotent, 2.5. */
  Answer<Done> cancelRun(long runId);

  /**
   * {@code POST jobs/runs/repair}, 2.8; {@code latest_repair_id} in it makes it a compare-and-set.
   *
   * @return the repair's id
   */
  Answer<Long> repairRun(ObjectNode request);
}
