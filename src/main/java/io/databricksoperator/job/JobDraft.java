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

/** A status in the making: begins as the object's own, ends whole. Lives for one reconcile. */
final class JobDraft {

  String jobId;
  String workspaceId;
  String url;
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
    operation = from.operation();
    baseline = from.baseline();
    missingSince = from.missingSince();
    drift = from.drift();
    serverOwned = from.serverOwned();
    lastRun = facts.lastRun();
    conditions = from.conditions();
  }

  /** The job is this one from now on. */
  JobDraft is(JobFacts facts, long id) {
    jobId = Long.toString(id);
    workspaceId = facts.link().workspaceId();
    url = facts.link().jobUrl(id);
    return this;
  }

  /** There is no job any more. */
  JobDraft gone() {
    jobId = null;
    url = null;
    baseline = null;
    missingSince = null;
    drift = null;
    serverOwned = null;
    return this;
  }

  /** All settings were written; a read has to show it. */
  JobDraft wrote(JobFacts facts) {
    var before = baseline == null ? null : baseline.live();
    baseline = new Baseline(facts.wanted(), null, before, null, null, facts.now().toString(), null);
    missingSince = null;
    return this;
  }

  JobDraft differs(List<Difference> differences) {
    drift =
        differences.isEmpty()
            ? null
            : DriftText.of(differences).stream()
                .map(d -> new Drift(d.path(), d.kind(), d.wanted(), d.found()))
                .toList();
    return this;
  }

  JobStatus build(Long generation) {
    return new JobStatus(
        jobId,
        workspaceId,
        url,
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
