package io.databricksoperator.run;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.DatabricksWorkspace;
import io.databricksoperator.api.RunStatus;
import io.databricksoperator.kube.Events;
import io.databricksoperator.kube.Finalizers;
import io.databricksoperator.kube.Intents;
import io.databricksoperator.kube.Recovery;
import io.databricksoperator.kube.References;
import io.databricksoperator.kube.StatusPatch;
import io.databricksoperator.kube.Waker;
import io.databricksoperator.workspace.Connections;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Keeps one run for each DatabricksRun: gather, decide, act, report. */
public final class RunReconciler implements Reconciler<DatabricksRun> {

  private final RunWatcher watcher;
  private final Waker<DatabricksRun> waker;
  private final RunGatherer gatherer;
  private final RunActions actions;
  private final RunLooks looks;
  private final RunAftermath aftermath;
  private final Recovery<DatabricksRun> recovery;
  private final StatusPatch<RunStatus, DatabricksRun> patch = new StatusPatch<>(DatabricksRun::new);
  private RunCaches caches;

  /** Makes the reconciler. */
  public RunReconciler(
      Connections connections,
      RunWatcher watcher,
      Waker<DatabricksRun> waker,
      Events events,
      RunMeter meter) {
    var intents = new Intents();
    this.watcher = watcher;
    this.waker = waker;
    this.looks = new RunLooks(watcher);
    this.gatherer = new RunGatherer(connections, intents, looks, waker.clock());
    this.actions = new RunActions(intents, connections);
    this.recovery = new Recovery<>(waker);
    this.aftermath = new RunAftermath(watcher, waker, events, meter);
    connections.whenChanged(this::wakeAllOf);
  }

  @Override
  public List<EventSource<?, DatabricksRun>> prepareEventSources(
      EventSourceContext<DatabricksRun> context) {
    context.getPrimaryCache().addIndexer(RunCaches.BY_KEY, RunCaches::keys);
    var jobs =
        References.watch(
            DatabricksJob.class,
            (DatabricksRun run) ->
                Optional.ofNullable(run.getSpec().jobRef()).map(ref -> ref.name()),
            (DatabricksJob now, DatabricksJob before) ->
                !Objects.equals(now.getStatus(), before.getStatus())
                    || !Objects.equals(now.getSpec(), before.getSpec()),
            context);
    var workspaces =
        References.watch(
            DatabricksWorkspace.class,
            RunReconciler::workspaceName,
            (DatabricksWorkspace now, DatabricksWorkspace before) -> false,
            context);
    caches = new RunCaches(context.getPrimaryCache(), jobs, workspaces);
    return List.of(waker.source(), jobs, workspaces);
  }

  /** Counts the runs of a workspace that have not ended. */
  public int countActive(ResourceID workspace) {
    return watcher.active(workspace);
  }

  @Override
  public UpdateControl<DatabricksRun> reconcile(DatabricksRun run, Context<DatabricksRun> context) {
    var id = ResourceID.fromResource(run);
    return recovery.guard(
        id,
        () ->
            context.isPrimaryResourceDeleted()
                ? aftermath.gone(run, looks, caches)
                : step(run, context));
  }

  private boolean step(DatabricksRun run, Context<DatabricksRun> context) {
    var facts = gatherer.gather(run, caches, context.getClient());
    var decision = RunPlanner.decide(facts);
    if (decision instanceof RunDecision.HoldFinalizer) {
      Finalizers.hold(context);
      return true;
    }
    var outcome = actions.carryOut(decision, facts);
    aftermath.acted(facts, decision);
    var report = RunReport.of(facts, decision, outcome);
    boolean written = report.status() != null && patch.write(run, report.status(), context);
    return aftermath.of(
        new RunAftermath.Step(facts, decision, outcome, report, written),
        context,
        caches,
        recovery);
  }

  private void wakeAllOf(ResourceID workspace) {
    var present = caches;
    if (present != null) {
      present
          .runs()
          .list(run -> !RunFacts.endedPhase(run) || RunFacts.repairWanted(run))
          .filter(
              run -> run.getMetadata().getNamespace().equals(workspace.getNamespace().orElse("")))
          .forEach(run -> waker.wake(ResourceID.fromResource(run)));
    }
  }

  private static Optional<String> workspaceName(DatabricksRun run) {
    var ref = run.getSpec().workspaceRef();
    return ref != null
        ? Optional.of(ref.name())
        : Optional.ofNullable(run.getStatus()).map(RunStatus::workspace);
  }
}
