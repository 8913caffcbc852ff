package io.databricksoperator.job;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.kube.Waker;
import io.databricksoperator.time.Timers;
import io.databricksoperator.workspace.Connections;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sweeps of all workspaces. They never decide anything and never write anything. */
public final class JobSweeps {

  private final Connections connections;
  private final Waker<DatabricksJob> waker;
  private final Timers timers;
  private final Map<ResourceID, JobSweep> sweeps = new ConcurrentHashMap<>();

  /** Wakes DatabricksJobs whose job may have changed. */
  public JobSweeps(Connections connections, Waker<DatabricksJob> waker, Timers timers) {
    this.connections = connections;
    this.waker = waker;
    this.timers = timers;
    connections.whenForgotten(this::forget);
  }

  JobSweep of(ResourceID workspace) {
    return sweeps.computeIfAbsent(
        workspace, id -> new JobSweep(id, connections, waker::wake, timers));
  }

  private void forget(ResourceID workspace) {
    var sweep = sweeps.remove(workspace);
    if (sweep != null) {
      sweep.stop();
    }
  }
}
