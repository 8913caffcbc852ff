package io.databricksoperator.workspace;

import io.databricksoperator.api.ConditionType;
import io.databricksoperator.api.DatabricksWorkspace;
import io.databricksoperator.api.Reason;
import io.databricksoperator.api.WorkspaceAuth.SecretKey;
import io.databricksoperator.api.WorkspaceStatus;
import io.databricksoperator.kube.Conditions;
import io.databricksoperator.kube.Events;
import io.databricksoperator.kube.LogKeys;
import io.databricksoperator.kube.Notice;
import io.databricksoperator.kube.Recovery;
import io.databricksoperator.kube.References;
import io.databricksoperator.kube.StatusPatch;
import io.databricksoperator.kube.Waker;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps the connection that a DatabricksWorkspace describes: reads its Secret every 60 s, checks
 * the credentials when they are new or in doubt, and owns Ready, CredentialsValid and Reachable.
 */
public final class WorkspaceReconciler implements Reconciler<DatabricksWorkspace> {

  private static final Duration SECRET_INTERVAL = Duration.ofSeconds(60);

  private final Dialer dialer;
  private final Connections connections;
  private final Function<ResourceID, Optional<Uses>> uses;
  private final Waker<DatabricksWorkspace> waker;
  private final Events events;
  private final Doors doors;
  private final Recovery<DatabricksWorkspace> recovery;
  private final StatusPatch<WorkspaceStatus, DatabricksWorkspace> patch =
      new StatusPatch<>(DatabricksWorkspace::new);

  /**
   * Makes the reconciler.
   *
   * @param uses counts what uses a workspace, once everything that exists was seen
   */
  public WorkspaceReconciler(
      Dialer dialer,
      Connections connections,
      Function<ResourceID, Optional<Uses>> uses,
      Waker<DatabricksWorkspace> waker,
      Events events) {
    this.dialer = dialer;
    this.connections = connections;
    this.uses = uses;
    this.waker = waker;
    this.events = events;
    this.doors = new Doors(dialer, waker::wake);
    this.recovery = new Recovery<>(waker);
  }

  @Override
  public List<EventSource<?, DatabricksWorkspace>> prepareEventSources(
      EventSourceContext<DatabricksWorkspace> context) {
    return List.of(waker.source());
  }

  @Override
  public UpdateControl<DatabricksWorkspace> reconcile(
      DatabricksWorkspace workspace, Context<DatabricksWorkspace> context) {
    var id = ResourceID.fromResource(workspace);
    return recovery.guard(id, context, () -> check(workspace, context), () -> gone(workspace));
  }

  private boolean check(DatabricksWorkspace workspace, Context<DatabricksWorkspace> context) {
    patch.requireNewest(workspace, context);
    var id = ResourceID.fromResource(workspace);
    var facts = gather(workspace, context.getClient());
    var access = WorkspaceVerdict.of(facts);
    if (access instanceof Access.Closed) {
      // At once, whatever Kubernetes says to the new status. A door opens only after its
      // workspace's id was written down.
      connections.put(id, access);
    }
    var status = WorkspaceReport.of(facts, access);
    var before = workspace.getStatus();
    if (patch.write(workspace, status, context)) {
      var keys = new LogKeys(References.key(id), null, null, null);
      events.publish(workspace, keys, notices(before, access), context.getClient());
    }
    connections.put(id, access);
    boolean passing = access instanceof Access.Closed closed && closed.passing();
    var wait =
        passing ? recovery.next(id) : facts.again() == null ? SECRET_INTERVAL : facts.again();
    waker.wakeAt(
        id, facts.now().plus(wait.compareTo(SECRET_INTERVAL) > 0 ? SECRET_INTERVAL : wait));
    return !passing;
  }

  private WorkspaceFacts gather(DatabricksWorkspace workspace, KubernetesClient client) {
    var now = waker.clock().instant();
    var used = uses.apply(ResourceID.fromResource(workspace)).orElse(null);
    var problem = dialer.hostProblem(WorkspaceFacts.host(workspace)).orElse(null);
    if (problem != null) {
      return new WorkspaceFacts(workspace, problem, null, null, null, null, used, now);
    }
    return switch (credentials(workspace, client)) {
      case Credentials.Missing missing ->
          new WorkspaceFacts(workspace, null, missing, null, null, null, used, now);
      case Credentials.Found found -> {
        var door = doors.open(workspace, found.auth(), now);
        yield new WorkspaceFacts(
            workspace, null, found, door.api(), door.identity(), door.again(), used, now);
      }
    };
  }

  private static Credentials credentials(DatabricksWorkspace workspace, KubernetesClient client) {
    var auth = workspace.getSpec().auth();
    var name = Credentials.wanted(auth).map(SecretKey::name);
    var secrets = client.secrets().inNamespace(workspace.getMetadata().getNamespace());
    try {
      return Credentials.of(auth, name.map(n -> secrets.withName(n).get()).orElse(null));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return Credentials.unreadable(name.orElseThrow());
      }
      throw e;
    }
  }

  /** Events when the connection begins or ceases to work, not at every check. */
  private static List<Notice> notices(WorkspaceStatus before, Access access) {
    var conditions = before == null ? null : before.conditions();
    return switch (access) {
      case Access.Open(Link link) ->
          Conditions.isTrue(conditions, ConditionType.Ready)
              ? List.of()
              : List.of(Notice.normal(Reason.Connected, "connected as " + link.me().userName()));
      case Access.Closed(Reason reason, String message) ->
          Conditions.has(conditions, ConditionType.Ready, reason)
              ? List.of()
              : List.of(Notice.warning(reason, message));
      case Access.Unchecked unchecked -> List.of();
    };
  }

  /** Keeps the last door while something that may still have to be deleted depends on it. */
  private void gone(DatabricksWorkspace workspace) {
    var id = ResourceID.fromResource(workspace);
    patch.forget(workspace);
    doors.forget(id);
    connections.put(
        id, new Access.Closed(Reason.WorkspaceNotFound, "the DatabricksWorkspace was deleted"));
    forgetWhenUnused(id);
  }

  private void forgetWhenUnused(ResourceID id) {
    if (uses.apply(id).filter(Uses::none).isPresent()) {
      connections.forget(id);
    } else {
      waker.runAt(id, waker.clock().instant().plus(SECRET_INTERVAL), () -> forgetWhenUnused(id));
    }
  }
}
