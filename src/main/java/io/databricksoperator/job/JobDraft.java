package io.databricksoperator.job;

import io.databricksoperator.api.JobStatus;
import io.databricksoperator.api.JobStatus.Baseline;
import io.databricksoperator.api.JobStatus.Drift;
import io.databricksoperator.api.JobStatus.LastRun;
import io.databricksoperator.api.Operation;
import io.databricksoperator.settings.Difference;
import io.databricksoperator.settings.DriftText;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Map;

/** A status in the making: begins as the object's own, ends whole. Lives for one reconcile. */
final class JobDraft {

  String jobId;
  String workspaceId;
  String url;
  String otherOwner;
  Operation operation;
  Baseline baseline;
  String missingSince;
  List<Drift> drift;
  List<String> serverOwned;
  LastRun lastRun;
  List<Condition> conditions;

  JobDraft(JobFacts facts) {
    var from = facts.status();
    jobId = from.jobId();
    workspaceId = from.workspaceId();
    url = from.url();
    otherOwner = facts.otherOwner();
    operation = from.operation();
    baseline = from.baseline();
    missingSince = from.missingSince();
    drift = from.drift();
    serverOwned = from.serverOwned();
    lastRun = facts.lastRun();
    conditions = from.conditions();
  }

  /** The job is this one from now on. */
  void is(JobFacts facts, long id) {
    jobId = Long.toString(id);
    workspaceId = facts.link().workspaceId();
    url = facts.link().jobUrl(id);
    otherOwner = null;
  }

  /** There is no job any more. */
  void gone() {
    jobId = null;
    url = null;
    otherOwner = null;
    baseline = null;
    missingSince = null;
    drift = null;
    serverOwned = null;
  }

  /** All settings were written; a read has to show it. */
  void wrote(JobFacts facts) {
    var since = facts.now().toString();
    var wanted = facts.wanted();
    baseline = new Baseline(wanted, null, before(), null, null, since, null, writes(wanted));
    missingSince = null;
  }

  /**
   * What a read shows that does not see the new write yet. Unknown once a write stayed unconfirmed:
   * what survives a second one is the server's (design 6.3).
   */
  private String before() {
    if (baseline == null || Confirmation.gaveUp(baseline)) {
      return null;
    }
    return baseline.before() == null ? baseline.live() : baseline.before();
  }

  private Integer writes(String wanted) {
    boolean again = baseline != null && baseline.live() == null && wanted.equals(baseline.wanted());
    return again ? Confirmation.writes(baseline) + 1 : null;
  }

  /** The job looks like this just before it is written. */
  void sawBefore(String live) {
    var b = baseline;
    baseline =
        new Baseline(
            b.wanted(), b.live(), live, b.extras(), b.owned(), b.since(), b.reads(), b.writes());
  }

  /**
   * One more read did not show what was written.
   *
   * @param always hashes of what every read showed instead; null if that does not matter any more
   */
  void readAgain(Map<String, String> always) {
    var b = baseline;
    int reads = b.reads() == null ? 1 : b.reads() + 1;
    baseline =
        new Baseline(
            b.wanted(), b.live(), b.before(), b.extras(), always, b.since(), reads, b.writes());
  }

  void differs(List<Difference> differences) {
    drift =
        differences.isEmpty()
            ? null
            : DriftText.of(differences).stream()
                .map(d -> new Drift(d.path(), d.kind(), d.wanted(), d.found()))
                .toList();
  }

  JobStatus build(Long generation) {
    return new JobStatus(
        jobId,
        workspaceId,
        url,
        otherOwner,
        operation,
        baseline,
        missingSince,
        drift,
        serverOwned,
        lastRun,
        conditions,
        generation);
  }
}
