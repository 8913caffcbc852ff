package io.databricksoperator.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.effect.Grounds;
import io.databricksoperator.effect.Subject;
import io.databricksoperator.repair.PolicyReading;
import io.databricksoperator.repair.RepairPolicy;
import io.databricksoperator.settings.JobBody;
import io.databricksoperator.settings.Overlay;
import io.databricksoperator.settings.OwnerTag;
import io.databricksoperator.settings.RunAs;
import io.databricksoperator.settings.SettingsCheck;
import io.databricksoperator.settings.Stamp;
import io.databricksoperator.workspace.Link;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;

/** Gathers the facts about a job: reads caches, memory and, where it must, Databricks. */
final class JobGatherer {

  private final Grounds grounds;
  private final JobLooks looks;
  private final String installation;

  JobGatherer(Grounds grounds, JobLooks looks, String installation) {
    this.grounds = grounds;
    this.looks = looks;
    this.installation = installation;
  }

  JobFacts gather(DatabricksJob job, JobCaches caches, KubernetesClient client) {
    var ground = grounds.of(subject(job), caches.workspaces(), client);
    var owner = owner(job);
    var link = ground.link();
    var facts =
        new JobFacts(
            job,
            problems(job),
            link == null ? null : body(job, owner, link),
            owner,
            ground,
            new Look.None(),
            caches.lastRun(job));
    return facts.with(looks.look(facts));
  }

  private static Subject subject(DatabricksJob job) {
    var status = JobFacts.statusOf(job);
    return new Subject(
        job, "job", JobCaches.workspaceOf(job), status.workspaceId(), status.operation());
  }

  private OwnerTag owner(DatabricksJob job) {
    var meta = job.getMetadata();
    return OwnerTag.of(installation, meta.getNamespace(), meta.getName());
  }

  private static ObjectNode body(DatabricksJob job, OwnerTag owner, Link link) {
    var spec = job.getSpec();
    var stamp =
        new Stamp(
            owner.value(),
            RunAs.of(link.me().userName()),
            job.getMetadata().getName(),
            Boolean.TRUE.equals(spec.suspend()));
    return JobBody.of(spec.settings(), spec.extraSettings(), stamp);
  }

  private static List<String> problems(DatabricksJob job) {
    var spec = job.getSpec();
    var found = new ArrayList<String>();
    SettingsCheck.ofJob(Overlay.lay(spec.settings(), spec.extraSettings()))
        .forEach(problem -> found.add(problem.path() + ": " + problem.text()));
    if (spec.repairPolicy() != null
        && RepairPolicy.of(spec.repairPolicy()) instanceof PolicyReading.Invalid invalid) {
      found.addAll(invalid.problems());
    }
    return found;
  }
}
