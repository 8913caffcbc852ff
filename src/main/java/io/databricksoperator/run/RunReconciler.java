package io.databricksoperator.run;

import static io.databricksoperator.api.ConditionType.Submitted;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.DatabricksWorkspace;
import io.databricksoperator.api.Reason;
import io.databricksoperator.api.RunStatus;
import io.databricksoperator.effect.Grounds;
import io.databricksoperator.effect.Intents;
import io.databricksoperator.effect.Sender;
import io.databricksoperator.kube.Conditions;
import io.databricksoperator.kube.Events;
import io.databricksoperator.kube.Finalizers;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps one run for each DatabricksRun: gather, decide, act, report. */
public final class RunReconciler implements Reconciler<DatabricksRun> {

  private final Intents intents = new Intents();
  private final Waker<DatabricksRun> waker;
  private final RunGatherer gatherer;
  private final RunActions actions;
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
    this.waker = waker;
    var looks = new RunLooks(watcher);
    this.gatherer = new RunGatherer(new Grounds(connections, intents, waker.clock()), looks);
    this.actions = new RunActions(intents, new Sender(intents, waker.clock()));
    this.recovery = new Recovery<>(waker);
    this.aftermath = new RunAftermath(looks, intents, waker, events, meter);
    connections.whenChanged(this::wakeAllOf);
  }

  @Override
  public List<EventSource<?, DatabricksRun>> prepareEventSources(
      EventSourceContext<DatabricksRun> context) {
    context.getPrimaryCache().addIndexer(RunCaches.BY_KEY, RunCaches::keys);
    var jobs =
        References.watch(
            DatabricksJob.class,
            RunReconciler::jobName,
            (DatabricksJob now, DatabricksJob before) ->
                !Sources.seen(now).equals(Sources.seen(before)),
            context);
    var workspaces =
        References.watch(
            DatabricksWorkspace.class,
            RunReconciler::workspaceName,
            (DatabricksWorkspace now, DatabricksWorkspace before) -> false,
            context);
    jobs.addIndexers(Map.of(RunCaches.BY_ID, RunCaches::ids));
    caches = new RunCaches(context.getPrimaryCache(), jobs, workspaces);
    return List.of(waker.source(), jobs, workspaces);
  }

  /** Counts the objects of a workspace that have not ended, once everything is started. */
  public int countOpen(ResourceID workspace) {
    return (int) open(workspace).count();
  }

  /** Counts those of them that have a run in Databricks, each run once. */
  public int countActive(ResourceID workspace) {
    return (int)
        open(workspace)
            .map(RunFacts::statusOf)
            .filter(status -> status.runId() != null)
            .filter(status -> !Conditions.has(status.conditions(), Submitted, Reason.KeyInUse))
            .count();
  }

  private Stream<DatabricksRun> open(ResourceID workspace) {
    var index = DatabricksWorkspace.class.getSimpleName();
    return caches.runs().byIndex(index, References.key(workspace)).stream()
        .filter(run -> !RunFacts.endedPhase(run));
  }

  @Override
  public UpdateControl<DatabricksRun> reconcile(DatabricksRun run, Context<DatabricksRun> context) {
    var id = ResourceID.fromResource(run);
    return recovery.guard(id, context, () -> step(run, context), () -> gone(run));
  }

  private void gone(DatabricksRun run) {
    intents.close(RunFacts.statusOf(run).operation(), null);
    patch.forget(run);
    aftermath.gone(run, caches);
  }

  private boolean step(DatabricksRun run, Context<DatabricksRun> context) {
    patch.requireNewest(run, context);
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
    if (written) {
      intents.close(facts.operation(), report.status().operation());
    }
    return aftermath.of(
        new RunStep(facts, decision, outcome, report, written), context, caches, recovery);
  }

  private void wakeAllOf(ResourceID workspace) {
    var present = caches;
    if (present != null) {
      present
          .runs()
          .list(run -> !RunFacts.endedPhase(run) || RunFacts.repairAsked(run))
          .filter(
              run -> run.getMetadata().getNamespace().equals(workspace.getNamespace().orElse("")))
          .forEach(run -> waker.wake(ResourceID.fromResource(run)));
    }
  }

  /** A run that ended wants to hear nothing more of its job, whose status changes with each run. */
  private static Optional<String> jobName(DatabricksRun run) {
    return RunFacts.endedPhase(run)
        ? Optional.empty()
        : Optional.ofNullable(run.getSpec().jobRef()).map(ref -> ref.name());
  }

  private static Optional<String> workspaceName(DatabricksRun run) {
    var ref = run.getSpec().workspaceRef();
    return ref != null
        ? Optional.of(ref.name())
        : Optional.ofNullable(run.getStatus()).map(RunStatus::workspace);
  }
}
