package io.databricksoperator.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.Reason;
import io.databricksoperator.kube.CrdDeletion;
import io.databricksoperator.kube.Intents;
import io.databricksoperator.repair.PolicyReading;
import io.databricksoperator.repair.RepairPolicy;
import io.databricksoperator.settings.JobBody;
import io.databricksoperator.settings.Overlay;
import io.databricksoperator.settings.OwnerTag;
import io.databricksoperator.settings.RunAs;
import io.databricksoperator.settings.SettingsCheck;
import io.databricksoperator.settings.Stamp;
import io.databricksoperator.workspace.Access;
import io.databricksoperator.workspace.Connections;
import io.databricksoperator.workspace.Link;
import io.databricksoperator.workspace.Waits;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Gathers the facts about a job: reads caches, memory and, where it must, Databricks. */
final class JobGatherer {

  private final Connections connections;
  private final Intents intents;
  private final JobLooks looks;
  private final String installation;
  private final Clock clock;

  JobGatherer(
      Connections connections, Intents intents, JobLooks looks, String installation, Clock clock) {
    this.connections = connections;
    this.intents = intents;
    this.looks = looks;
    this.installation = installation;
    this.clock = clock;
  }

  JobFacts gather(DatabricksJob job, JobCaches caches, KubernetesClient client) {
    var access = access(job, caches);
    var link = link(job, access);
    var owner = owner(job);
    var operation = job.getStatus() == null ? null : job.getStatus().operation();
    var now = clock.instant();
    var facts =
        new JobFacts(
            job,
            problems(job),
            link == null ? null : body(job, owner, link),
            owner,
            access,
            link,
            new Look.None(),
            operation == null ? null : intents.standing(operation.token(), now),
            caches.lastRun(job),
            Waits.forDeletion(caches.workspace(job).orElse(null)),
            job.isMarkedForDeletion() && CrdDeletion.of(job, client),
            now);
    return facts.with(looks.look(facts));
  }

  /** The value of the tag that says whose job it is. */
  private String owner(DatabricksJob job) {
    var meta = job.getMetadata();
    return OwnerTag.of(installation, meta.getNamespace(), meta.getName()).value();
  }

  private static ObjectNode body(DatabricksJob job, String owner, Link link) {
    var spec = job.getSpec();
    var stamp =
        new Stamp(
            owner,
            new RunAs(link.me().userName(), link.me().isServicePrincipal()),
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

  /** A workspace that is not in the cache is gone, whatever is remembered of it. */
  private Access access(DatabricksJob job, JobCaches caches) {
    var where = JobCaches.workspaceOf(job);
    return caches.workspace(job).isPresent()
        ? connections.access(where)
        : new Access.Closed(
            Reason.WorkspaceNotFound,
            "DatabricksWorkspace "
                + where.getName()
                + " does not exist in this namespace; create it");
  }

  private Link link(DatabricksJob job, Access access) {
    if (access instanceof Access.Open(Link open)) {
      return open;
    }
    return job.isMarkedForDeletion()
        ? connections.last(JobCaches.workspaceOf(job)).orElse(null)
        : null;
  }
}
