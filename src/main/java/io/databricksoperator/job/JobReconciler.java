package io.databricksoperator.job;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.DatabricksWorkspace;
import io.databricksoperator.api.JobStatus;
import io.databricksoperator.api.Operation;
import io.databricksoperator.effect.Grounds;
import io.databricksoperator.effect.Intents;
import io.databricksoperator.effect.Sender;
import io.databricksoperator.kube.Events;
import io.databricksoperator.kube.Finalizers;
import io.databricksoperator.kube.Recovery;
import io.databricksoperator.kube.References;
import io.databricksoperator.kube.StatusPatch;
import io.databricksoperator.kube.Waker;
import io.databricksoperator.workspace.Connections;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps one job for each DatabricksJob: gather, decide, act, report. */
public final class JobReconciler implements Reconciler<DatabricksJob> {

  private final Waker<DatabricksJob> waker;
  private final Intents intents = new Intents();
  private final JobLooks looks;
  private final JobGatherer gatherer;
  private final JobActions actions;
  private final JobAftermath aftermath;
  private final Recovery<DatabricksJob> recovery;
  private final StatusPatch<JobStatus, DatabricksJob> patch = new StatusPatch<>(DatabricksJob::new);
  private JobCaches caches;

  /**
   * Makes the reconciler.
   *
   * @param installation names this installation of the operator in the tags of its jobs
   */
  public JobReconciler(
      Connections connections,
      JobSweeps sweeps,
      Waker<DatabricksJob> waker,
      Reporting reporting,
      String installation) {
    this.waker = waker;
    this.looks = new JobLooks(sweeps);
    this.gatherer =
        new JobGatherer(new Grounds(connections, intents, waker.clock()), looks, installation);
    this.actions = new JobActions(intents, new Sender(intents, waker.clock()));
    this.recovery = new Recovery<>(waker);
    this.aftermath =
        new JobAftermath(sweeps, intents, waker, reporting.events(), reporting.meter());
    connections.whenChanged(this::wakeAllOf);
  }

  /**
   * Where a job's news goes.
   *
   * @param events to people
   * @param meter to machines
   */
  public record Reporting(Events events, JobMeter meter) {}

  @Override
  public List<EventSource<?, DatabricksJob>> prepareEventSources(
      EventSourceContext<DatabricksJob> context) {
    var workspaces =
        References.watch(
            DatabricksWorkspace.class,
            (DatabricksJob job) -> Optional.of(job.getSpec().workspaceRef().name()),
            (DatabricksWorkspace now, DatabricksWorkspace before) -> false,
            context);
    var runs = runs(context);
    caches = new JobCaches(context.getPrimaryCache(), runs, workspaces);
    return List.of(waker.source(), workspaces, runs);
  }

  /** Counts the jobs of a workspace. */
  public int count(ResourceID workspace) {
    return caches == null ? 0 : of(workspace).size();
  }

  @Override
  public UpdateControl<DatabricksJob> reconcile(DatabricksJob job, Context<DatabricksJob> context) {
    return recovery.guard(
        ResourceID.fromResource(job), context, () -> step(job, context), () -> gone(job));
  }

  private void gone(DatabricksJob job) {
    close(JobFacts.statusOf(job).operation(), null);
    patch.forget(job);
    aftermath.gone(job);
  }

  private boolean step(DatabricksJob job, Context<DatabricksJob> context) {
    patch.requireNewest(job, context);
    var facts = gatherer.gather(job, caches, context.getClient());
    var decision = JobPlanner.decide(facts);
    if (decision instanceof JobDecision.HoldFinalizer) {
      Finalizers.hold(context);
      return true;
    }
    var outcome = actions.carryOut(decision, facts);
    var report = JobReport.of(facts, decision, outcome);
    boolean written = report.status() != null && patch.write(job, report.status(), context);
    if (written) {
      close(facts.operation(), report.status().operation());
    }
    return aftermath.of(
        new JobAftermath.Step(facts, decision, outcome, report, written), context, recovery);
  }

  /** What is kept of an intent goes with it. */
  private void close(Operation before, Operation after) {
    if (intents.close(before, after)) {
      looks.done(before.token());
    }
  }

  /** Runs of a job, by the job's name or by its id. */
  private static InformerEventSource<DatabricksRun, DatabricksJob> runs(
      EventSourceContext<DatabricksJob> context) {
    var jobs = context.getPrimaryCache();
    jobs.addIndexer(JobCaches.BY_ID, JobCaches::idOf);
    var source =
        new InformerEventSource<DatabricksRun, DatabricksJob>(
            InformerEventSourceConfiguration.from(DatabricksRun.class, DatabricksJob.class)
                .withName("DatabricksRun")
                .withNamespacesInheritedFromController()
                .withOnUpdateFilter((now, before) -> tellsMore(now, before))
                .withSecondaryToPrimaryMapper(
                    run ->
                        run.getSpec().jobRef() != null
                            ? Set.of(
                                new ResourceID(
                                    run.getSpec().jobRef().name(),
                                    run.getMetadata().getNamespace()))
                            : JobCaches.jobOf(run).stream()
                                .flatMap(key -> jobs.byIndex(JobCaches.BY_ID, key).stream())
                                .map(ResourceID::fromResource)
                                .collect(Collectors.toSet()))
                .build(),
            context);
    source.addIndexers(Map.of(JobCaches.BY_JOB, JobCaches::jobOf));
    return source;
  }

  private static boolean tellsMore(DatabricksRun now, DatabricksRun before) {
    var a = now.getStatus();
    var b = before.getStatus();
    return a == null || b == null
        ? a != b
        : a.phase() != b.phase()
            || !Objects.equals(a.runId(), b.runId())
            || !Objects.equals(a.startTime(), b.startTime());
  }

  private List<DatabricksJob> of(ResourceID workspace) {
    var index = DatabricksWorkspace.class.getSimpleName();
    return caches.jobs().byIndex(index, References.key(workspace));
  }

  private void wakeAllOf(ResourceID workspace) {
    if (caches != null) {
      of(workspace).stream()
          .map((HasMetadata job) -> ResourceID.fromResource(job))
          .forEach(waker::wake);
    }
  }
}
