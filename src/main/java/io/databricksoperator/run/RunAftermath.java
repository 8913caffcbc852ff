package io.databricksoperator.run;

import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.Phase;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.effect.Intents;
import io.databricksoperator.kube.Events;
import io.databricksoperator.kube.Finalizers;
import io.databricksoperator.kube.Notice;
import io.databricksoperator.kube.Recovery;
import io.databricksoperator.kube.Waker;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;

/** What follows a step: events, figures, the finalizer, the watch, and when to come back. */
final class RunAftermath {

  private static final Duration PERMISSION_RETRY = Duration.ofMinutes(5);
  private static final Duration MISSING_RETRY = Duration.ofSeconds(60);
  private static final Duration REFUSED_RETRY = Duration.ofSeconds(30);

  private final RunLooks looks;
  private final Intents intents;
  private final Waker<DatabricksRun> waker;
  private final Events events;
  private final RunMeter meter;

  RunAftermath(
      RunLooks looks, Intents intents, Waker<DatabricksRun> waker, Events events, RunMeter meter) {
    this.looks = looks;
    this.intents = intents;
    this.waker = waker;
    this.events = events;
    this.meter = meter;
  }

  /**
   * Something may have been sent: what was seen of the run before is void, whether or not the
   * status can be written now.
   */
  void acted(RunFacts facts, RunDecision decision) {
    if (decision instanceof RunDecision.Repair) {
      watchOf(facts.run()).forget(facts.runId());
    }
  }

  /** Does all of it; says whether the step went well. */
  boolean of(
      RunStep step,
      Context<DatabricksRun> context,
      RunCaches caches,
      Recovery<DatabricksRun> recovery) {
    var run = step.facts().run();
    if (step.written()) {
      events.publish(run, step.keys(), step.report().notices(), context.getClient());
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

  private void watch(RunStep step) {
    var facts = step.facts();
    if (facts.runId() == null || facts.status().workspace() == null) {
      return;
    }
    var watch = watchOf(facts.run());
    var id = ResourceID.fromResource(facts.run());
    if (step.decision() instanceof RunDecision.Show
        || step.decision() instanceof RunDecision.Release) {
      watch.leave(facts.runId(), id);
      return;
    }
    if (step.over() || step.cancelledForDeletion()) {
      watch.leave(facts.runId(), id);
      looks.done(facts.runId());
      return;
    }
    if (step.decision() instanceof RunDecision.Schedule) {
      watch.rest(facts.runId());
    } else if (step.decision() instanceof RunDecision.Record) {
      watch.resume(facts.runId());
    }
  }

  private WorkspaceWatch watchOf(DatabricksRun run) {
    return looks.watchOf(
        new ResourceID(RunFacts.statusOf(run).workspace(), run.getMetadata().getNamespace()));
  }

  private void finish(RunStep step, Context<DatabricksRun> context) {
    var run = step.facts().run();
    if (step.decision() instanceof RunDecision.Release(Reason reason, String message)) {
      if (reason != null) {
        // Told before it is done, so that no crash hides it.
        var notice = Notice.warning(reason, message);
        events.publishOnce(run, step.keys(), notice, context.getClient());
      }
      Finalizers.release(run, context);
    } else if (step.over() || step.cancelledForDeletion() || step.refusedForDeletion()) {
      Finalizers.release(run, context);
    }
  }

  private boolean comeBack(RunStep step, Recovery<DatabricksRun> recovery) {
    var id = ResourceID.fromResource(step.facts().run());
    var now = step.facts().now();
    return switch (step.outcome()) {
      case RunOutcome.Intended intended -> {
        // No news yet: a refusal that comes again and again must not begin its backoff anew.
        soon(id);
        yield false;
      }
      case RunOutcome.Started started -> soon(id);
      case RunOutcome.Repaired repaired -> soon(id);
      case RunOutcome.Cancelled cancelled -> true;
      case RunOutcome.Failed(DatabricksFailure failure) -> {
        var next = now.plus(delay(failure, recovery.next(id)));
        intents.rest(step.facts().operation().token(), next);
        waker.wakeAt(id, next);
        yield false;
      }
      case RunOutcome.Nothing nothing -> {
        var next = step.report().wakeAt(step.facts());
        later(id, earlier(next, fallback(step)));
        if (found(step.decision())) {
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
  private static Instant fallback(RunStep step) {
    var facts = step.facts();
    return switch (step.decision()) {
      case RunDecision.Hold hold -> facts.now().plus(PERMISSION_RETRY);
      case RunDecision.Blocked blocked -> facts.now().plus(REFUSED_RETRY);
      case RunDecision.Keep keep -> overdue(step) ? facts.now().plus(REFUSED_RETRY) : null;
      case RunDecision.HoldFinalizer hold -> null;
      case RunDecision.Adopt adopt -> null;
      case RunDecision.Repaired repaired -> null;
      case RunDecision.Follow follow -> null;
      case RunDecision.Schedule schedule -> null;
      case RunDecision.End end -> null;
      case RunDecision.Show show -> null;
      case RunDecision.Release release -> null;
      // These never come to nothing: their outcome says when to come back.
      case RunDecision.Record intent -> null;
      case RunDecision.Start start -> null;
      case RunDecision.Cancel cancel -> null;
      case RunDecision.Repair repair -> null;
    };
  }

  /** Whether something was due and could not be read: nobody else brings the next look. */
  private static boolean overdue(RunStep step) {
    var facts = step.facts();
    var repair = facts.status().nextRepairTime();
    if (facts.going()) {
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
      case UNAUTHORISED, THROTTLED, UNAVAILABLE -> failure.wait(backoff);
    };
  }

  private void count(RunStep step) {
    var workspace = step.workspace();
    if (step.ends()) {
      meter.finished(workspace, step.report().status().phase().name());
    }
    if (step.outcome() instanceof RunOutcome.Repaired) {
      meter.decided(workspace, Reason.RepairStarted.name());
    }
    if (step.decision() instanceof RunDecision.Schedule && !step.report().notices().isEmpty()) {
      meter.decided(workspace, Reason.RepairScheduled.name());
    } else if (step.decision() instanceof RunDecision.End end
        && end.phase() != Phase.Succeeded
        && !RunPlanner.ended(step.facts())) {
      meter.decided(workspace, end.reason().name());
    }
  }
}
