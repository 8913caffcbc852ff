package io.databricksoperator.workspace;

import static io.databricksoperator.api.ConditionType.CredentialsValid;
import static io.databricksoperator.api.ConditionType.Reachable;
import static io.databricksoperator.api.ConditionType.Ready;
import static io.databricksoperator.api.ConditionType.Reconciling;
import static io.databricksoperator.api.ConditionType.Stalled;

import io.databricksoperator.api.Reason;
import io.databricksoperator.api.WorkspaceStatus;
import io.databricksoperator.kube.Conditions;

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
      case Access.Closed(Reason reason, String message) ->
          closed(conditions, reason, message, facts.identity() != null);
      case Access.Unchecked unchecked -> conditions.keep(Ready);
    }
    var uses = uses(facts, before);
    return new WorkspaceStatus(
        id, user, uses.jobs(), uses.activeRuns(), conditions.list(), generation);
  }

  /** What was counted, or, while nobody can count, what was counted before. */
  private static Uses uses(WorkspaceFacts facts, WorkspaceStatus before) {
    if (facts.uses() != null || before == null) {
      return facts.uses() == null ? new Uses(0, 0) : facts.uses();
    }
    return new Uses(
        before.jobs() == null ? 0 : before.jobs(),
        before.activeRuns() == null ? 0 : before.activeRuns());
  }

  private static void closed(
      Conditions conditions, Reason reason, String message, boolean answered) {
    conditions.set(Ready, false, reason, message);
    boolean passing = reason == Reason.Unreachable || reason == Reason.Throttled;
    conditions.set(
        passing ? Reconciling : Stalled, true, reason, passing ? "trying again" : message);
    switch (reason) {
      case Unreachable, Throttled, HostNotAllowed -> {
        conditions.keep(CredentialsValid);
        conditions.set(Reachable, false, reason, message);
      }
      case WorkspaceChanged -> {
        conditions.set(CredentialsValid, true, Reason.Connected, "accepted by another workspace");
        conditions.set(Reachable, true, Reason.Connected, "another workspace answers");
      }
      default -> {
        conditions.set(CredentialsValid, false, reason, message);
        if (answered) {
          conditions.set(Reachable, true, Reason.Connected, "the workspace answers");
        } else {
          conditions.keep(Reachable);
        }
      }
    }
  }
}
