package io.databricksoperator.run;

import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.Phase;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.kube.Events;
import io.databricksoperator.kube.Finalizers;
import io.databricksoperator.kube.LogKeys;
import io.databricksoperator.kube.Notice;
import io.databricksoperator.kube.Recovery;
import io.databricksoperator.kube.Waker;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What follows a step: events, figures, the finalizer, the watch, and when to come back. */
final class RunAftermath {

  private static final Duration PERMISSION_RETRY = Duration.ofMinutes(5);
  private static final Duration MISSING_RETRY = Duration.ofSeconds(60);
  private static final Duration REFUSED_RETRY = Duration.ofSeconds(30);

  /** One step, carried out. */
  record Step(
      RunFacts facts, RunDecision decision, RunOutcome outcome, RunReport report, boolean written) {

    /** Whether nothing more happens to the run by itself now. */
    boolean over() {
      return switch (decision) {
        case RunDecision.End end -> true;
        case RunDecision.Show show -> true;
        default -> endedNow() && !RunPlanner.reopens(facts) && !facts.run().isMarkedForDeletion();
      };
    }

    /** Whether it ended in this step. */
    boolean ends() {
      return endedNow() && !RunPlanner.ended(facts);
    }

    private boolean endedNow() {
      var phase = report.status() == null ? facts.status().phase() : report.status().phase();
      return phase != null && phase.ended();
    }
  }

  private final RunWatcher watcher;
  private final RunLooks looks;
  private final Waker<DatabricksRun> waker;
  private final Events events;
  private final RunMeter meter;

  RunAftermath(
      RunWatcher watcher,
      RunLooks looks,
      Waker<DatabricksRun> waker,
      Events events,
      RunMeter meter) {
    this.watcher = watcher;
    this.looks = looks;
    this.waker = waker;
    this.events = events;
    this.meter = meter;
  }

  /** Does all of it; says whether the step went well. */
  boolean of(
      Step step,
      Context<DatabricksRun> context,
      RunCaches caches,
      Recovery<DatabricksRun> recovery) {
    var run = step.facts.run();
    if (step.written) {
      events.publish(run, keys(step), step.report.notices(), context.getClient());
      caches.siblings(run).forEach(other -> waker.wake(ResourceID.fromResource(other)));
      count(step);
    }
    watch(step);
    finish(step, context);
    return comeBack(step, recovery);
  }

  /** Forgets an object that is gone. */
  void gone(DatabricksRun run, RunCaches caches) {
    var status = RunFacts.statusOf(run);
    var id = ResourceID.fromResource(run);
    if (status.runId() != null && status.workspace() != null) {
      long runId = Long.parseLong(status.runId());
      watchOf(run).leave(runId, id);
      looks.done(runId);
    }
    caches.siblings(run).forEach(other -> waker.wake(ResourceID.fromResource(other)));
  }

  private void watch(Step step) {
    var facts = step.facts;
    if (facts.runId() == null || facts.status().workspace() == null) {
      return;
    }
    var watch = watchOf(facts.run());
    var id = ResourceID.fromResource(facts.run());
    boolean cancelledForDeletion =
        facts.run().isMarkedForDeletion() && step.outcome instanceof RunOutcome.Cancelled;
    if (step.over() || cancelledForDeletion) {
      watch.leave(facts.runId(), id);
      looks.done(facts.runId());
      return;
    }
    switch (step.decision) {
      case RunDecision.Schedule schedule -> watch.rest(facts.runId());
      case RunDecision.Release release -> watch.leave(facts.runId(), id);
      // What was intended may be done without our status saying so: the run is looked at again.
      case RunDecision.Record intent -> watch.resume(facts.runId());
      case RunDecision.Repair repair -> watch.forget(facts.runId());
      default -> {}
    }
  }

  private WorkspaceWatch watchOf(DatabricksRun run) {
    return watcher.of(
        new ResourceID(RunFacts.statusOf(run).workspace(), run.getMetadata().getNamespace()));
  }

  private void finish(Step step, Context<DatabricksRun> context) {
    var run = step.facts.run();
    boolean cancelledForDeletion =
        run.isMarkedForDeletion() && step.outcome instanceof RunOutcome.Cancelled;
    boolean refusedForDeletion =
        run.isMarkedForDeletion()
            && step.decision instanceof RunDecision.Start
            && step.outcome instanceof RunOutcome.Failed(DatabricksFailure failure)
            && never(failure);
    if (step.decision instanceof RunDecision.Release(Reason reason, String message)) {
      if (reason != null) {
        var notice = Notice.warning(reason, message);
        events.publish(run, keys(step), List.of(notice), context.getClient());
      }
      Finalizers.release(run, context);
    } else if (step.over() || cancelledForDeletion || refusedForDeletion) {
      Finalizers.release(run, context);
    }
  }

  /** Whether this refusal of a start means that there never was a run and never will be. */
  private static boolean never(DatabricksFailure failure) {
    return switch (failure.kind()) {
      case INVALID, NOT_FOUND -> true;
      case UNAUTHORISED, FORBIDDEN, CONFLICT, THROTTLED, UNAVAILABLE -> false;
    };
  }

  private boolean comeBack(Step step, Recovery<DatabricksRun> recovery) {
    var id = ResourceID.fromResource(step.facts.run());
    var now = step.facts.now();
    return switch (step.outcome) {
      case RunOutcome.Intended intended -> {
        // No news yet: a refusal that comes again and again must not begin its backoff anew.
        soon(id);
        yield false;
      }
      case RunOutcome.Started started -> soon(id);
      case RunOutcome.Repaired repaired -> soon(id);
      case RunOutcome.Cancelled cancelled -> true;
      case RunOutcome.Failed(DatabricksFailure failure) -> {
        waker.wakeAt(id, now.plus(delay(failure, recovery.next(id))));
        yield false;
      }
      case RunOutcome.Nothing nothing -> {
        var next = step.report.wakeAt(step.facts);
        later(id, earlier(next, fallback(step)));
        if (found(step.decision)) {
          waker.wake(id);
        }
        yield true;
      }
    };
  }

  private boolean soon(ResourceID id) {
    waker.wake(id);
    return true;
  }

  /** Whether a run or a repair was found that is to be followed from now on. */
  private static boolean found(RunDecision decision) {
    return decision instanceof RunDecision.Adopt || decision instanceof RunDecision.Repaired;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a == null || b != null && b.isBefore(a) ? b : a;
  }

  private void later(ResourceID id, Instant at) {
    if (at != null) {
      waker.wakeAt(id, at);
    }
  }

  /** Waiting for something that sends no event: looked at again all the same. */
  private static Instant fallback(Step step) {
    return switch (step.decision) {
      case RunDecision.Hold hold -> step.facts.now().plus(PERMISSION_RETRY);
      case RunDecision.Blocked blocked -> step.facts.now().plus(REFUSED_RETRY);
      case RunDecision.Keep keep -> overdue(step) ? step.facts.now().plus(REFUSED_RETRY) : null;
      default -> null;
    };
  }

  /** Whether something was due and could not be read: nobody else brings the next look. */
  private static boolean overdue(Step step) {
    var facts = step.facts;
    var repair = facts.status().nextRepairTime();
    if (facts.run().isMarkedForDeletion()) {
      return Finalizers.held(facts.run());
    }
    boolean unread = facts.look() instanceof Look.None && facts.link() != null;
    boolean repairDue = repair != null && !facts.now().isBefore(Instant.parse(repair));
    return unread && !RunPlanner.over(facts) && (facts.runId() == null || repairDue);
  }

  private static Duration delay(DatabricksFailure failure, Duration backoff) {
    return switch (failure.kind()) {
      case FORBIDDEN -> PERMISSION_RETRY;
      case NOT_FOUND -> backoff.compareTo(MISSING_RETRY) > 0 ? backoff : MISSING_RETRY;
      case INVALID, CONFLICT -> backoff;
      case UNAUTHORISED, THROTTLED, UNAVAILABLE ->
          failure.retryAfter() != null && failure.retryAfter().compareTo(backoff) > 0
              ? failure.retryAfter()
              : backoff;
    };
  }

  private static LogKeys keys(Step step) {
    var status = step.report.status() == null ? step.facts.status() : step.report.status();
    var attempt = status.attemptCount() == null ? null : status.attemptCount() - 1;
    return new LogKeys(workspace(step), status.jobId(), status.runId(), attempt);
  }

  private static String workspace(Step step) {
    var known = step.facts.status().workspace();
    var where = step.facts.source().where();
    var name = known != null || where == null ? known : where.getName();
    return step.facts.run().getMetadata().getNamespace() + "/" + (name == null ? "" : name);
  }

  private void count(Step step) {
    var workspace = workspace(step);
    if (step.ends()) {
      meter.finished(workspace, step.report.status().phase().name());
    }
    if (step.outcome instanceof RunOutcome.Repaired) {
      meter.decided(workspace, Reason.RepairStarted.name());
    }
    switch (step.decision) {
      case RunDecision.Schedule schedule -> meter.decided(workspace, Reason.RepairScheduled.name());
      case RunDecision.End end
          when end.phase() != Phase.Succeeded && !RunPlanner.ended(step.facts) ->
          meter.decided(workspace, end.reason().name());
      default -> {}
    }
  }
}
