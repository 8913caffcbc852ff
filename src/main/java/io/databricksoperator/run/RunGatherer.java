package io.databricksoperator.run;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.Reason;
import io.databricksoperator.kube.CrdDeletion;
import io.databricksoperator.kube.Intents;
import io.databricksoperator.workspace.Access;
import io.databricksoperator.workspace.Connections;
import io.databricksoperator.workspace.Link;
import io.databricksoperator.workspace.Waits;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.util.Optional;

/** Gathers the facts about a run: reads caches, memory and, where it must, Databricks. */
final class RunGatherer {

  private final Connections connections;
  private final Intents intents;
  private final RunLooks looks;
  private final Clock clock;

  RunGatherer(Connections connections, Intents intents, RunLooks looks, Clock clock) {
    this.connections = connections;
    this.intents = intents;
    this.looks = looks;
    this.clock = clock;
  }

  RunFacts gather(DatabricksRun run, RunCaches caches, KubernetesClient client) {
    var source = Sources.of(run, caches);
    var where = where(run, source);
    var access = where == null ? new Access.Unchecked() : access(where, caches);
    var link = link(run, where, access);
    var operation = RunFacts.statusOf(run).operation();
    var now = clock.instant();
    var facts =
        new RunFacts(
            run,
            source,
            caches
                .jobOf(run)
                .map(DatabricksJob::getSpec)
                .map(spec -> spec.repairPolicy())
                .orElse(null),
            access,
            link,
            caches.owner(run).orElse(null),
            new Look.None(),
            operation == null ? null : intents.standing(operation.token(), now),
            Waits.forDeletion(caches.workspace(where).orElse(null)),
            run.isMarkedForDeletion() && CrdDeletion.of(run, client),
            now);
    return facts.with(looks.look(facts, caches));
  }

  /** Where it runs: as its status remembers, so that it can be followed when its job is gone. */
  private static ResourceID where(DatabricksRun run, Source source) {
    var known = RunFacts.statusOf(run).workspace();
    return known == null ? source.where() : new ResourceID(known, run.getMetadata().getNamespace());
  }

  /** A workspace that is not in the cache is gone, whatever is remembered of it. */
  private Access access(ResourceID where, RunCaches caches) {
    return caches.workspace(where).isPresent()
        ? connections.access(where)
        : new Access.Closed(
            Reason.WorkspaceNotFound,
            "DatabricksWorkspace " + where.getName() + " does not exist in this namespace");
  }

  private Link link(DatabricksRun run, ResourceID where, Access access) {
    if (access instanceof Access.Open(Link open)) {
      return open;
    }
    return run.isMarkedForDeletion() && where != null
        ? Optional.of(where).flatMap(connections::last).orElse(null)
        : null;
  }
}
