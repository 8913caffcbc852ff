package io.databricksoperator.run;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.effect.Grounds;
import io.databricksoperator.effect.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;

/** Gathers the facts about a run: reads caches, memory and, where it must, Databricks. */
final class RunGatherer {

  private final Grounds grounds;
  private final RunLooks looks;

  RunGatherer(Grounds grounds, RunLooks looks) {
    this.grounds = grounds;
    this.looks = looks;
  }

  RunFacts gather(DatabricksRun run, RunCaches caches, KubernetesClient client) {
    var source = Sources.of(run, caches);
    var ground = grounds.of(subject(run, source), caches.workspaces(), client);
    var workspaceId = ground.link() == null ? null : ground.link().workspaceId();
    var facts =
        new RunFacts(
            run,
            source,
            caches
                .jobOf(run)
                .map(DatabricksJob::getSpec)
                .map(spec -> spec.repairPolicy())
                .orElse(null),
            ground,
            caches.owner(run, workspaceId).orElse(null),
            new Look.None());
    return facts.with(looks.look(facts, caches));
  }

  private static Subject subject(DatabricksRun run, Source source) {
    var status = RunFacts.statusOf(run);
    return new Subject(run, "run", where(run, source), status.workspaceId(), status.operation());
  }

  /** Where it runs: as its status remembers, so that it can be followed when its job is gone. */
  private static ResourceID where(DatabricksRun run, Source source) {
    var known = RunFacts.statusOf(run).workspace();
    return known == null ? source.where() : new ResourceID(known, run.getMetadata().getNamespace());
  }
}
