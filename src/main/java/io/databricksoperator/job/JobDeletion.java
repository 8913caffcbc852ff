package io.databricksoperator.job;

import io.databricksoperator.api.JobSpec;
import io.databricksoperator.api.Names;
import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.JobView;
import io.databricksoperator.effect.Intents;
import io.databricksoperator.effect.Parting;
import io.databricksoperator.kube.Deadline;
import io.databricksoperator.kube.Finalizers;
import io.databricksoperator.settings.OwnerTag;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Decides about a job whose object is deleted: its deletion can always finish (design 3.5). */
final class JobDeletion {

  /** While nobody knows yet how the workspace is, only the deadline is watched. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  private JobDeletion() {}

  static JobDecision decide(JobFacts facts) {
    if (!Finalizers.held(facts.job())) {
      return new JobDecision.Keep(null);
    }
    if (nothingToDo(facts)) {
      return new JobDecision.Release(null, null);
    }
    if (facts.claimed()) {
      return anothers(facts, List.of());
    }
    return switch (Parting.of(facts)) {
      case Parting.Act act -> act(facts);
      case Parting.Unchecked unchecked -> new JobDecision.Keep(facts.now().plus(LOOK_AGAIN));
      case Parting.Wait(String why) -> new JobDecision.Blocked(why);
      case Parting.Orphan(String why) -> orphan(facts, why);
    };
  }

  private static boolean nothingToDo(JobFacts facts) {
    boolean never = facts.jobId() == null && (!facts.doing(Operation.Kind.Create) || facts.fresh());
    boolean done = facts.doing(Operation.Kind.Delete) && facts.standing() instanceof Intents.Acted;
    return facts.ground().crdDeleting()
        || facts.spec().deletionPolicy() == JobSpec.DeletionPolicy.Retain
        || never
        || done;
  }

  private static JobDecision act(JobFacts facts) {
    if (facts.jobId() == null) {
      return maybeCreated(facts);
    }
    return facts.doing(Operation.Kind.Delete)
        ? looked(facts)
        : new JobDecision.Record(Operation.Kind.Delete, Reason.Deleting, List.of());
  }

  /** Whether the next thing to do is the deletion itself, so that the job is looked at first. */
  static boolean sends(JobFacts facts) {
    return facts.doing(Operation.Kind.Delete)
        && !nothingToDo(facts)
        && !facts.claimed()
        && Parting.of(facts) instanceof Parting.Act;
  }

  private static JobDecision looked(JobFacts facts) {
    return switch (facts.look()) {
      case Look.Leaving(JobView own, List<Look.Copy> copies) -> last(facts, own, copies);
      case Look.Failed(var failure) -> new JobDecision.Blocked(failure.text());
      case Look.None none -> new JobDecision.Keep(null);
      case Look.Live live -> new JobDecision.Keep(null);
      case Look.Missing missing -> new JobDecision.Keep(null);
      case Look.Found found -> new JobDecision.Keep(null);
      case Look.Copy copy -> new JobDecision.Keep(null);
    };
  }

  /** Copies first, then the job, and that only if it was just seen to carry our own tag. */
  private static JobDecision last(JobFacts facts, JobView own, List<Look.Copy> copies) {
    var asleep = copies.stream().filter(Look.Copy::harmless).findFirst();
    if (asleep.isPresent()) {
      return new JobDecision.DeleteCopy(asleep.get().jobId());
    }
    var left = copies.stream().map(Look.Copy::jobId).toList();
    // That it does not exist, only the answer to the deletion proves: a read may be late.
    return switch (own == null ? OwnerTag.Claim.Ours : facts.claim(own)) {
      case Ours -> new JobDecision.Delete(left);
      case SameObjectOtherInstallation -> anothers(facts, left);
      case Other -> orphan(facts, "it does not carry the tag of this object any more" + also(left));
    };
  }

  private static JobDecision anothers(JobFacts facts, List<Long> left) {
    return new JobDecision.Release(
        Reason.OwnedByAnother,
        "released without deleting job "
            + facts.status().jobId()
            + ", which belongs to another installation of the operator"
            + also(left));
  }

  private static String also(List<Long> left) {
    return left.isEmpty() ? "" : ", and " + left(left);
  }

  /** What is said of copies that stay. */
  static String left(List<Long> copies) {
    return copies.stream().map(id -> "job " + id).collect(Collectors.joining(", "))
        + " with this object's tag is left behind in Databricks: only a person may delete what"
        + " starts by itself, has run, or was made by someone else";
  }

  /** A create may have been sent: what it made is looked for before the object is let go. */
  private static JobDecision maybeCreated(JobFacts facts) {
    return switch (facts.look()) {
      case Look.Found(var jobs) -> {
        var ours = JobCreation.ours(facts, jobs);
        if (!ours.isEmpty()) {
          yield new JobDecision.Take(ours);
        }
        yield facts.now().isBefore(JobCreation.doubtOver(facts))
            ? new JobDecision.Keep(JobCreation.doubtOver(facts))
            : new JobDecision.Release(null, null);
      }
      case Look.Failed(var failure) -> new JobDecision.Blocked(failure.text());
      case Look.None none -> new JobDecision.Keep(JobCreation.doubtOver(facts));
      case Look.Live live -> new JobDecision.Keep(null);
      case Look.Missing missing -> new JobDecision.Keep(null);
      case Look.Copy copy -> new JobDecision.Keep(null);
      case Look.Leaving leaving -> new JobDecision.Keep(null);
    };
  }

  /** Why the object is still there, how long it waits, and how to end the wait. */
  static String waits(JobFacts facts, String cause) {
    var until =
        facts.ground().patience().isZero()
            ? ""
            : " until "
                + Deadline.at(facts.job(), facts.ground().patience())
                + ", then the job is left behind";
    return job(facts)
        + " is not deleted yet: "
        + cause.replaceAll("\\.$", "")
        + ". It is tried again"
        + until
        + ". To leave the job behind now, annotate this object with "
        + Names.FORCE_ORPHAN
        + "=true.";
  }

  private static String job(JobFacts facts) {
    return facts.jobId() == null ? "a job that may exist" : "job " + facts.jobId();
  }

  private static JobDecision orphan(JobFacts facts, String why) {
    return new JobDecision.Release(
        Reason.Orphaned,
        "released, and left "
            + job(facts)
            + " behind in Databricks, since "
            + why
            + "; delete it there by hand if nobody needs it");
  }
}
