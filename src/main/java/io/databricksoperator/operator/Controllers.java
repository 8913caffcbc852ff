package io.databricksoperator.operator;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.DatabricksWorkspace;
import io.databricksoperator.databricks.rest.DatabricksClients;
import io.databricksoperator.job.JobReconciler;
import io.databricksoperator.job.JobSweeps;
import io.databricksoperator.kube.Events;
import io.databricksoperator.kube.Waker;
import io.databricksoperator.metrics.OperatorMetrics;
import io.databricksoperator.run.RunReconciler;
import io.databricksoperator.run.RunWatcher;
import io.databricksoperator.time.Timers;
import io.databricksoperator.workspace.Connections;
import io.databricksoperator.workspace.Uses;
import io.databricksoperator.workspace.WorkspaceReconciler;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The three reconcilers, each made with what it needs.
 *
 * @param workspaces keeps connections
 * @param jobs keeps jobs
 * @param runs keeps runs
 */
record Controllers(WorkspaceReconciler workspaces, JobReconciler jobs, RunReconciler runs) {

  /**
   * Makes them.
   *
   * @param installation names this installation in the tags of its jobs
   * @param complete whether everything that exists was seen, so that it can be counted
   */
  static Controllers make(
      DatabricksClients clients,
      OperatorMetrics metrics,
      Timers timers,
      String installation,
      BooleanSupplier complete) {
    var connections = new Connections();
    var events = new Events(timers.clock());
    var jobWaker = new Waker<DatabricksJob>("DatabricksJob", timers);
    var runWaker = new Waker<DatabricksRun>("DatabricksRun", timers);
    var sweeps = new JobSweeps(connections, jobWaker, timers);
    var reporting = new JobReconciler.Reporting(events, metrics);
    var jobs = new JobReconciler(connections, sweeps, jobWaker, reporting, installation);
    var watcher = new RunWatcher(connections, runWaker, metrics, timers);
    var runs = new RunReconciler(connections, watcher, runWaker, events, metrics);
    Function<ResourceID, Uses> uses =
        workspace -> new Uses(jobs.count(workspace), runs.countActive(workspace));
    var workspaces =
        new WorkspaceReconciler(
            new RestDialer(clients),
            connections,
            id -> Optional.of(id).filter(known -> complete.getAsBoolean()).map(uses),
            new Waker<DatabricksWorkspace>("DatabricksWorkspace", timers),
            events);
    return new Controllers(workspaces, jobs, runs);
  }
}
