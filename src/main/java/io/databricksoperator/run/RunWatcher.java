package io.databricksoperator.run;

import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.kube.Waker;
import io.databricksoperator.time.Timers;
import io.databricksoperator.workspace.Connections;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The watches of all workspaces. It never decides anything and never writes anything. */
public final class RunWatcher {

  private final Connections connections;
  private final Waker<DatabricksRun> waker;
  private final RunMeter meter;
  private final Timers timers;
  private final Map<ResourceID, WorkspaceWatch> watches = new ConcurrentHashMap<>();

  /** Wakes DatabricksRuns when their runs change. */
  public RunWatcher(
      Connections connections, Waker<DatabricksRun> waker, RunMeter meter, Timers timers) {
    this.connections = connections;
    this.waker = waker;
    this.meter = meter;
    this.timers = timers;
    connections.whenForgotten(this::forget);
  }

  WorkspaceWatch of(ResourceID workspace) {
    return watches.computeIfAbsent(
        workspace, id -> new WorkspaceWatch(id, connections, waker::wake, meter, timers));
  }

  private void forget(ResourceID workspace) {
    var watch = watches.remove(workspace);
    if (watch != null) {
      watch.stop();
    }
  }
}
