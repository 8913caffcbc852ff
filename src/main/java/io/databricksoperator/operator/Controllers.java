package io.databricksoperator.operator;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.DatabricksWorkspace;
import io.databricksoperator.databricks.rest.DatabricksClients;
import io.databricksoperator.job.JobReconciler;
import io.databricksoperator.job.JobSweeps;
import io.databricksoperator.kube.Events;
import io.databricksoperator.kube.References;
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
    connections.whenForgotten(workspace -> metrics.forget(References.key(workspace)));
    var events = new Events(timers.clock());
    var jobWaker = new Waker<DatabricksJob>("DatabricksJob", timers);
    var jobs =
        new JobReconciler(
            connections,
            new JobSweeps(connections, jobWaker, timers),
            jobWaker,
            new JobReconciler.Reporting(events, metrics),
            installation);
    var runs = runs(connections, events, metrics, timers);
    var workspaces =
        new WorkspaceReconciler(
            new RestDialer(clients),
            connections,
            workspace ->
                complete.getAsBoolean()
                    ? Optional.of(uses(workspace, jobs, runs))
                    : Optional.empty(),
            new Waker<DatabricksWorkspace>("DatabricksWorkspace", timers),
            events);
    return new Controllers(workspaces, jobs, runs);
  }

  private static Uses uses(ResourceID workspace, JobReconciler jobs, RunReconciler runs) {
    return new Uses(jobs.count(workspace), runs.countOpen(workspace), runs.countActive(workspace));
  }

  private static RunReconciler runs(
      Connections connections, Events events, OperatorMetrics metrics, Timers timers) {
    var waker = new Waker<DatabricksRun>("DatabricksRun", timers);
    var watcher = new RunWatcher(connections, waker, metrics, timers);
    return new RunReconciler(connections, watcher, waker, events, metrics);
  }
}
