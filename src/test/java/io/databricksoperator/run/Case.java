package io.databricksoperator.run;

import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.Identity;
import io.databricksoperator.databricks.Lifecycle;
import io.databricksoperator.databricks.Outcome;
import io.databricksoperator.databricks.RepairView;
import io.databricksoperator.databricks.RunState;
import io.databricksoperator.databricks.RunView;
import io.databricksoperator.databricks.TaskView;
import io.databricksoperator.effect.Ground;
import io.databricksoperator.effect.Intents;
import io.databricksoperator.effect.Subject;
import io.databricksoperator.repair.FailedTasks;
import io.databricksoperator.workspace.Access;
import io.databricksoperator.workspace.Link;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Facts about a run, from a manifest and what Databricks shows; one begins as {@link #of}. */
record Case(String yaml, Look look, Intents.Standing standing, Access access, DatabricksRun owner) {

  static final Instant STARTED = Instant.parse("2026-11-23T02:00:00Z");
  static final Instant NOW = STARTED.plusSeconds(600);

  private static final Link LINK =
      new Link(
          new ResourceID("main", "team"),
          "https://x",
          null,
          new Identity("me", "42"),
          new Link.Pace(Duration.ofSeconds(10), Duration.ofMinutes(5)));

  /**
   * A run that holds its finalizer, in an open workspace.
   *
   * @param more the rest of its spec and its status, indented by two
   */
  static Case of(String more) {
    var yaml =
        """
        apiVersion: databricks-operator.io/v1beta1
        kind: DatabricksRun
        metadata:
          name: r
          namespace: team
          uid: u
          generation: 1
          creationTimestamp: "2026-11-23T02:00:00Z"
          finalizers: [databricks-operator.io/finalizer]
        """;
    return new Case(yaml + more, new Look.None(), null, new Access.Open(LINK), null);
  }

  Case look(Look seen) {
    return new Case(yaml, seen, standing, access, owner);
  }

  Case standing(Intents.Standing now) {
    return new Case(yaml, look, now, access, owner);
  }

  Case closed(Reason reason) {
    return new Case(yaml, look, standing, new Access.Closed(reason, "no"), owner);
  }

  Case ownedBy(DatabricksRun older) {
    return new Case(yaml, look, standing, access, older);
  }

  Case metadata(String line) {
    return new Case(
        yaml.replace("  generation: 1\n", "  generation: 1\n  " + line + "\n"),
        look,
        standing,
        access,
        owner);
  }

  RunFacts facts() {
    var run = Serialization.unmarshal(yaml, DatabricksRun.class);
    var main = new ResourceID("main", "team");
    var status = RunFacts.statusOf(run);
    var ground =
        new Ground(
            new Subject(run, "run", main, status.workspaceId(), status.operation()),
            access,
            access instanceof Access.Open(Link link) ? link : null,
            standing,
            null,
            Duration.ofHours(24),
            false,
            NOW);
    return new RunFacts(run, new Source.Job(main, 7), null, ground, owner, look);
  }

  RunDecision decide() {
    return RunPlanner.decide(facts());
  }

  /** A run whose only task ended so, after these repairs. */
  static Look ended(Outcome outcome, String code, Long... repairs) {
    var view = view(outcome, code, repairs);
    return new Look.Ended(view, NOW, Map.of(), FailedTasks.of(view, Map.of(), Map.of()));
  }

  /** A run that is active, after these repairs. */
  static Look active(Long... repairs) {
    return new Look.Active(view(null, "", repairs));
  }

  private static RunView view(Outcome outcome, String code, Long... repairs) {
    var state =
        outcome == null
            ? RunState.active(Lifecycle.RUNNING, "")
            : new RunState(Lifecycle.TERMINATED, outcome, code, "", "said");
    var end = outcome == null ? null : STARTED.plusSeconds(60);
    var history = new ArrayList<RepairView>();
    history.add(new RepairView(null, STARTED, end, state, List.of(100L)));
    for (var id : repairs) {
      history.add(new RepairView(id, STARTED, end, state, List.of(100L + id)));
    }
    long task = repairs.length == 0 ? 100 : 100 + repairs[repairs.length - 1];
    return new RunView(
        5,
        7L,
        "etl",
        "",
        state,
        STARTED,
        end,
        "ONE_TIME",
        Map.of(),
        List.of(new TaskView(task, "only", 0, state, STARTED, end, "", "", null)),
        List.of(),
        history,
        "me");
  }

  /** An operation in a status, in one line. */
  static String operation(Operation.Kind kind, String more) {
    return "operation: {kind: %s, token: t, since: \"2026-11-23T02:05:00Z\"%s}"
        .formatted(kind, more);
  }
}
