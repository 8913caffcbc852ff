package io.databricksoperator.workspace;

import io.databricksoperator.api.Reason;
import io.databricksoperator.api.WorkspaceStatus;
import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.DatabricksApi;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.Identity;
import io.databricksoperator.time.Durations;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.URI;
import java.time.Duration;

/** Whether a workspace can be used: a pure judgement of the facts. */
final class WorkspaceVerdict {

  private WorkspaceVerdict() {}

  /** The access that these facts give. */
  static Access of(WorkspaceFacts facts) {
    if (facts.hostProblem() != null) {
      return new Access.Closed(Reason.HostNotAllowed, facts.hostProblem());
    }
    return switch (facts.credentials()) {
      case Credentials.Missing(Reason reason, String message) -> new Access.Closed(reason, message);
      case Credentials.Found found ->
          switch (facts.identity()) {
            case Answer.Ok<Identity>(Identity me) -> connected(facts, me);
            case Answer.Failed<Identity>(DatabricksFailure failure) -> refused(facts, failure);
          };
    };
  }

  private static Access connected(WorkspaceFacts facts, Identity answered) {
    var spec = facts.workspace().getSpec();
    var host = WorkspaceFacts.host(facts.workspace());
    var known = known(facts.workspace().getStatus());
    var me = withId(answered, known, URI.create(host).getHost());
    if (known != null && !known.equals(me.workspaceId())) {
      return new Access.Closed(
          Reason.WorkspaceChanged,
          "workspace "
              + me.workspaceId()
              + " answers at this host, but this object belongs to workspace "
              + known
              + "; create a new DatabricksWorkspace for the new one, or point the host back");
    }
    var pace =
        new Link.Pace(
            Durations.parse(
                spec.pollInterval(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofHours(1)),
            Durations.parse(
                spec.driftInterval(),
                Duration.ofMinutes(5),
                Duration.ofSeconds(10),
                Duration.ofHours(24)));
    var id = ResourceID.fromResource(facts.workspace());
    return new Access.Open(new Link(id, host, api(facts, me, host), me, pace));
  }

  /** From now on only this workspace's answers count, unless it never says which one it is. */
  private static DatabricksApi api(WorkspaceFacts facts, Identity me, String host) {
    return me.workspaceId().equals(URI.create(host).getHost())
        ? facts.api()
        : facts.api().within(me.workspaceId());
  }

  /**
   * A backend that names no workspace is told apart by its host, and keeps that name for good: ids
   * of jobs and runs belong to it. One that names it only sometimes is what it was.
   */
  private static Identity withId(Identity me, String known, String host) {
    boolean nameless = me.workspaceId() == null || host.equals(known);
    return nameless ? new Identity(me.userName(), known == null ? host : known) : me;
  }

  private static String known(WorkspaceStatus status) {
    return status == null ? null : status.workspaceId();
  }

  private static Access refused(WorkspaceFacts facts, DatabricksFailure failure) {
    return switch (failure.kind()) {
      case UNAUTHORISED ->
          new Access.Closed(
              Reason.CredentialsRefused,
              "Databricks refused the credentials ("
                  + failure.text()
                  + "); "
                  + Credentials.renewal(facts.workspace().getSpec().auth()));
      case FORBIDDEN ->
          new Access.Closed(
              Reason.PermissionDenied,
              "the credentials may not ask who they are ("
                  + failure.text()
                  + "); give them access to the workspace");
      case THROTTLED -> new Access.Closed(Reason.Throttled, failure.text());
      case NOT_FOUND, INVALID, CONFLICT ->
          new Access.Closed(
              Reason.Unreachable,
              "this does not answer as a Databricks workspace does (" + failure.text() + ")");
      case UNAVAILABLE -> new Access.Closed(Reason.Unreachable, failure.text());
    };
  }
}
