package io.databricksoperator.workspace;

import static io.databricksoperator.api.ConditionType.CredentialsValid;
import static io.databricksoperator.api.ConditionType.Reachable;
import static io.databricksoperator.api.ConditionType.Ready;
import static io.databricksoperator.api.ConditionType.Reconciling;
import static io.databricksoperator.api.ConditionType.Stalled;

import io.databricksoperator.api.Reason;
import io.databricksoperator.api.WorkspaceStatus;
import io.databricksoperator.kube.Conditions;
import java.util.function.ToIntFunction;

/** The whole status of a workspace: pure. */
final class WorkspaceReport {

  private WorkspaceReport() {}

  /** What the object should say. */
  static WorkspaceStatus of(WorkspaceFacts facts, Access access) {
    var before = facts.workspace().getStatus();
    var generation = facts.workspace().getMetadata().getGeneration();
    var conditions =
        new Conditions(before == null ? null : before.conditions(), facts.now(), generation);
    var id = before == null ? null : before.workspaceId();
    var user = before == null ? null : before.user();
    switch (access) {
      case Access.Open(Link link) -> {
        id = link.workspaceId();
        user = link.me().userName();
        var message = "connected as " + user + " to workspace " + id;
        conditions.set(Ready, true, Reason.Connected, message);
        conditions.set(CredentialsValid, true, Reason.Connected, message);
        conditions.set(Reachable, true, Reason.Connected, message);
      }
      case Access.Closed closed -> closed(conditions, closed, facts);
      case Access.Unchecked unchecked -> conditions.keep(Ready);
    }
    return new WorkspaceStatus(
        id,
        user,
        uses(facts, Uses::jobs, before == null ? null : before.jobs()),
        uses(facts, Uses::activeRuns, before == null ? null : before.activeRuns()),
        conditions.list(),
        generation);
  }

  /** What was counted, or, while nobody can count, what was counted before. */
  private static int uses(WorkspaceFacts facts, ToIntFunction<Uses> count, Integer before) {
    if (facts.uses() != null) {
      return count.applyAsInt(facts.uses());
    }
    return before == null ? 0 : before;
  }

  private static void closed(Conditions conditions, Access.Closed closed, WorkspaceFacts facts) {
    var reason = closed.reason();
    var message = closed.message();
    conditions.set(Ready, false, reason, message);
    conditions.set(
        closed.passing() ? Reconciling : Stalled,
        true,
        reason,
        closed.passing() ? "trying again" : message);
    if (closed.passing() || reason == Reason.HostNotAllowed) {
      conditions.keep(CredentialsValid);
      conditions.set(Reachable, false, reason, message);
    } else if (reason == Reason.WorkspaceChanged) {
      conditions.set(CredentialsValid, true, Reason.Connected, "accepted by another workspace");
      conditions.set(Reachable, true, Reason.Connected, "another workspace answers");
    } else {
      conditions.set(CredentialsValid, false, reason, message);
      reachable(conditions, facts);
    }
  }

  /** Credentials that cannot even be sent say nothing about the host. */
  private static void reachable(Conditions conditions, WorkspaceFacts facts) {
    if (facts.answered()) {
      conditions.set(Reachable, true, Reason.Connected, "the workspace answers");
    } else {
      conditions.keep(Reachable);
    }
  }
}
