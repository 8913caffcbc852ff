package io.databricksoperator.run;

import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.Operation;
import io.databricksoperator.api.RunSpec;
import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.Paging;
import io.databricksoperator.databricks.RunQuery;
import io.databricksoperator.databricks.RunView;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What Databricks shows of a run: mostly what the watcher saw; the details of a failure are read
 * once and kept until the run is done with.
 */
final class RunLooks {

  private final RunWatcher watcher;
  private final Map<Long, FailureDetails> details = new ConcurrentHashMap<>();

  RunLooks(RunWatcher watcher) {
    this.watcher = watcher;
  }

  Look look(RunFacts facts, RunCaches caches) {
    if (facts.link() == null || facts.elsewhere()) {
      return new Look.None();
    }
    if (facts.runId() == null) {
      return RunStart.searches(facts) ? candidates(facts, caches) : new Look.None();
    }
    if (facts.going() || !wanted(facts)) {
      return new Look.None();
    }
    var watch = watcher.of(facts.link().workspace());
    var id = ResourceID.fromResource(facts.run());
    return switch (watch.follow(facts.runId(), facts.link().workspaceId(), id)) {
      case Sighting.Unseen unseen -> new Look.None();
      case Sighting.Missing(Instant first, Instant last) -> new Look.Missing(first, last);
      case Sighting.Failed(DatabricksFailure failure) -> new Look.Failed(failure);
      case Sighting.Active(RunView view) ->
          facts.doing(Operation.Kind.Repair) ? whole(facts, view) : new Look.Active(view);
      case Sighting.Read(RunView view, Instant first) ->
          view.state().ended() ? ended(facts, view, first) : new Look.Active(view);
    };
  }

  /** The watch of this workspace. */
  WorkspaceWatch watchOf(ResourceID workspace) {
    return watcher.of(workspace);
  }

  /** Nothing more is read about this run. */
  void done(long runId) {
    details.remove(runId);
  }

  private static boolean wanted(RunFacts facts) {
    if (facts.owner() != null || RunPlanner.ended(facts) && !RunPlanner.reopens(facts)) {
      return false;
    }
    var next = facts.status().nextRepairTime();
    boolean waits = next != null && facts.now().isBefore(Instant.parse(next));
    boolean stop = facts.cancelWanted() || facts.overdue();
    boolean changed = facts.repairWanted() || facts.generationIsNew();
    return !waits || facts.operation() != null || changed && !stop;
  }

  /** A list item has no repair history, and whether the repair was made is in the history. */
  private static Look whole(RunFacts facts, RunView listed) {
    return switch (facts.link().api().getRun(listed.runId())) {
      case Answer.Ok<RunView>(RunView view) ->
          view.state().ended()
              ? new Look.Ended(view, facts.now(), Map.of(), List.of())
              : new Look.Active(view);
      case Answer.Failed<RunView>(DatabricksFailure failure) -> new Look.Failed(failure);
    };
  }

  private Look ended(RunFacts facts, RunView view, Instant first) {
    var outcome = view.state().outcome();
    boolean idle =
        RunFollow.old(facts, view, first)
            || facts.doing(Operation.Kind.Repair)
            || outcome != null && outcome.good();
    if (idle) {
      return new Look.Ended(view, first, Map.of(), List.of());
    }
    var known = details.computeIfAbsent(view.runId(), id -> new FailureDetails());
    var failure = known.read(view, facts.link().api(), facts.now());
    return failure.isEmpty() || RunEnd.stopped(facts)
        ? known.ended(view, first)
        : new Look.Failed(failure.get());
  }

  /** The runs since the intent that may be the one that was started (design 5). */
  private static Look candidates(RunFacts facts, RunCaches caches) {
    var since = Instant.parse(facts.operation().since());
    var query =
        facts.status().jobId() == null
            ? RunQuery.submitted().since(since)
            : RunQuery.ofJob(Long.parseLong(facts.status().jobId())).since(since);
    var claimed = claimed(caches);
    var me = facts.link().me().userName();
    return switch (Paging.all(token -> facts.link().api().listRuns(query.page(token)))) {
      case Answer.Failed<List<RunView>>(DatabricksFailure failure) -> new Look.Failed(failure);
      case Answer.Ok<List<RunView>>(List<RunView> runs) ->
          new Look.Candidates(
              runs.stream()
                  .filter(run -> me.equals(run.creator()) && "ONE_TIME".equals(run.trigger()))
                  .filter(run -> !claimed.contains(Long.toString(run.runId())))
                  .filter(run -> alike(run, facts.spec()))
                  .toList());
    };
  }

  /** Whether it ran with the parameters, or under the name, that this object asks for. */
  private static boolean alike(RunView run, RunSpec spec) {
    return spec.submit() != null
        ? run.name().equals(spec.submit().path("run_name").asText("Untitled"))
        : spec.parameters() == null
            || run.parameters().entrySet().containsAll(spec.parameters().entrySet());
  }

  private static Set<String> claimed(RunCaches caches) {
    var ids = new HashSet<String>();
    caches.runs().list().map(RunLooks::id).forEach(ids::add);
    return ids;
  }

  private static String id(DatabricksRun run) {
    return RunFacts.statusOf(run).runId();
  }
}
