package io.databricksoperator.job;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.JobView;
import io.databricksoperator.effect.Intents;
import io.databricksoperator.kube.Events;
import io.databricksoperator.kube.Finalizers;
import io.databricksoperator.kube.LogKeys;
import io.databricksoperator.kube.Notice;
import io.databricksoperator.kube.Recovery;
import io.databricksoperator.kube.References;
import io.databricksoperator.kube.Waker;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What follows a step: events, the finalizer, the sweep's memory, and when to come back. */
final class JobAftermath {

  private static final Duration SLOW_RETRY = Duration.ofMinutes(5);
  private static final Duration BLOCKED_RETRY = Duration.ofSeconds(30);

  /** One step, carried out. */
  record Step(
      JobFacts facts,
      JobDecision decision,
      JobOutcome outcome,
      JobReport report,
      boolean written) {}

  private final JobSweeps sweeps;
  private final Intents intents;
  private final Waker<DatabricksJob> waker;
  private final Events events;
  private final JobMeter meter;

  JobAftermath(
      JobSweeps sweeps,
      Intents intents,
      Waker<DatabricksJob> waker,
      Events events,
      JobMeter meter) {
    this.sweeps = sweeps;
    this.intents = intents;
    this.waker = waker;
    this.events = events;
    this.meter = meter;
  }

  /** Does all of it; says whether the step went well. */
  boolean of(Step step, Context<DatabricksJob> context, Recovery<DatabricksJob> recovery) {
    var job = step.facts.job();
    boolean tell = step.written || step.decision instanceof JobDecision.TellCopy;
    if (tell) {
      events.publish(job, keys(step), step.report.notices(), context.getClient());
      count(step);
    }
    remember(step);
    finish(step, context);
    return comeBack(step, recovery);
  }

  /** Forgets an object that is gone. */
  void gone(DatabricksJob job) {
    if (job.getStatus() != null && job.getStatus().jobId() != null) {
      sweeps
          .of(JobCaches.workspaceOf(job))
          .memory()
          .forget(Long.parseLong(job.getStatus().jobId()));
    }
  }

  private void remember(Step step) {
    var facts = step.facts;
    if (facts.jobId() == null || facts.link() == null) {
      return;
    }
    var sweep = sweeps.of(facts.link().workspace());
    boolean goes =
        facts.going()
            || step.decision instanceof JobDecision.Record record && record.why() == Reason.JobGone;
    if (goes) {
      sweep.memory().forget(facts.jobId());
    } else {
      sweep
          .memory()
          .know(facts.jobId(), ResourceID.fromResource(facts.job()), facts.owner().value());
      if (facts.look() instanceof Look.Live || facts.look() instanceof Look.Missing) {
        sweep.memory().judged(facts.jobId());
      }
      sweep.ask();
    }
    if (step.decision instanceof JobDecision.TellCopy(long copy)) {
      sweep.memory().told(copy);
    }
  }

  private void finish(Step step, Context<DatabricksJob> context) {
    var job = step.facts.job();
    if (step.decision instanceof JobDecision.Release(Reason reason, String message)) {
      release(step, reason, message, context);
    } else if (step.decision instanceof JobDecision.Delete(List<Long> left)
        && step.outcome instanceof JobOutcome.Deleted) {
      release(step, left.isEmpty() ? null : Reason.Orphaned, JobDeletion.left(left), context);
    }
    if (step.decision instanceof JobDecision.Take take && !job.isMarkedForDeletion()) {
      var memory = sweeps.of(step.facts.link().workspace()).memory();
      take.jobs().stream()
          .skip(1)
          .map(JobView::jobId)
          .forEach(copy -> memory.copy(ResourceID.fromResource(job), copy));
    }
  }

  private void release(Step step, Reason reason, String message, Context<DatabricksJob> context) {
    var job = step.facts.job();
    if (reason != null) {
      // Told before it is done, so that no crash hides it.
      var notice = Notice.warning(reason, message);
      events.publishOnce(job, keys(step), notice, context.getClient());
    }
    Finalizers.release(job, context);
  }

  private boolean comeBack(Step step, Recovery<DatabricksJob> recovery) {
    var id = ResourceID.fromResource(step.facts.job());
    var now = step.facts.now();
    return switch (step.outcome) {
      case JobOutcome.Intended intended -> soon(id);
      case JobOutcome.Created created -> soon(id);
      case JobOutcome.Written written -> soon(id);
      // The object goes with its finalizer; only after a copy's deletion is there a next step.
      case JobOutcome.Deleted deleted -> step.decision instanceof JobDecision.Delete || soon(id);
      case JobOutcome.Failed(DatabricksFailure failure) -> {
        var next = now.plus(delay(failure, recovery.next(id)));
        if (step.facts.operation() != null) {
          intents.rest(step.facts.operation().token(), next);
        }
        waker.wakeAt(id, next);
        yield false;
      }
      case JobOutcome.Nothing nothing -> {
        var next = next(step);
        if (next != null) {
          waker.wakeAt(id, next);
        }
        yield true;
      }
    };
  }

  private boolean soon(ResourceID id) {
    waker.wake(id);
    return true;
  }

  /** When an object has to be looked at again that nothing was done for; null for never. */
  private static Instant next(Step step) {
    var now = step.facts.now();
    return switch (step.decision) {
      case JobDecision.Keep(Instant next) -> next;
      case JobDecision.AwaitWrite await -> await.next();
      case JobDecision.Unconfirmed unconfirmed -> now.plus(SLOW_RETRY);
      case JobDecision.Hold hold -> now.plus(SLOW_RETRY);
      case JobDecision.Blocked blocked -> now.plus(BLOCKED_RETRY);
      case JobDecision.Miss miss -> now.plus(JobCreation.DOUBT);
      case JobDecision.Take take -> now;
      case JobDecision.HoldFinalizer hold -> null;
      case JobDecision.TellCopy tell -> null;
      case JobDecision.Confirm confirm -> null;
      case JobDecision.InSync inSync -> null;
      case JobDecision.Report report -> null;
      case JobDecision.ReportGone gone -> null;
      case JobDecision.Release release -> null;
      // These never come to nothing: their outcome says when to come back.
      case JobDecision.Record intent -> null;
      case JobDecision.Create create -> null;
      case JobDecision.Write write -> null;
      case JobDecision.Delete delete -> null;
      case JobDecision.DeleteCopy delete -> null;
      case JobDecision.Retry retry -> null;
    };
  }

  /** What only a person can mend is tried again all the same, slowly: Databricks sends no event. */
  private static Duration delay(DatabricksFailure failure, Duration backoff) {
    return switch (failure.kind()) {
      case FORBIDDEN, INVALID -> SLOW_RETRY;
      case NOT_FOUND -> JobCreation.DOUBT;
      case CONFLICT -> backoff;
      case UNAUTHORISED, THROTTLED, UNAVAILABLE -> failure.wait(backoff);
    };
  }

  private static LogKeys keys(Step step) {
    var status = step.report.status() == null ? step.facts.status() : step.report.status();
    return new LogKeys(workspace(step), status.jobId(), null, null);
  }

  private static String workspace(Step step) {
    return References.key(step.facts.job(), step.facts.spec().workspaceRef().name());
  }

  private void count(Step step) {
    if (step.decision instanceof JobDecision.Record record) {
      if (record.why() == Reason.DriftCorrected) {
        meter.drifted(workspace(step), "corrected");
      } else if (record.why() == Reason.JobGone) {
        meter.drifted(workspace(step), "recreated");
      }
    } else if (reported(step.decision)) {
      meter.drifted(workspace(step), "reported");
    }
  }

  private static boolean reported(JobDecision decision) {
    return decision instanceof JobDecision.Report
        || decision instanceof JobDecision.ReportGone
        || decision instanceof JobDecision.Confirm confirm && !confirm.drift().isEmpty();
  }
}
