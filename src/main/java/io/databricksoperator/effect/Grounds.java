package io.databricksoperator.effect;

import io.databricksoperator.api.DatabricksWorkspace;
import io.databricksoperator.api.Reason;
import io.databricksoperator.kube.CrdDeletion;
import io.databricksoperator.workspace.Access;
import io.databricksoperator.workspace.Connections;
import io.databricksoperator.workspace.Link;
import io.databricksoperator.workspace.Waits;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.time.Clock;
import java.util.Optional;

/** Gathers the ground of a decision: reads memory and caches. */
public final class Grounds {

  private final Connections connections;
  private final Intents intents;
  private final Clock clock;

  /** Reads these. */
  public Grounds(Connections connections, Intents intents, Clock clock) {
    this.connections = connections;
    this.intents = intents;
    this.clock = clock;
  }

  /** The ground that this object stands on now. */
  public Ground of(
      Subject subject, Cache<DatabricksWorkspace> workspaces, KubernetesClient client) {
    var workspace = Optional.ofNullable(subject.where()).flatMap(workspaces::get);
    var access = access(subject.where(), workspace.isPresent());
    var operation = subject.operation();
    boolean going = subject.object().isMarkedForDeletion();
    var now = clock.instant();
    return new Ground(
        subject,
        access,
        access instanceof Access.Open(Link open) ? open : going ? last(subject.where()) : null,
        operation == null ? null : intents.standing(operation.token(), now),
        operation == null ? null : intents.restsUntil(operation.token()),
        Waits.forDeletion(workspace.orElse(null)),
        going && CrdDeletion.of(subject.object(), client),
        now);
  }

  /** A workspace that is not in the cache is gone, whatever is remembered of it. */
  private Access access(ResourceID where, boolean exists) {
    if (where == null) {
      return new Access.Unchecked();
    }
    return exists
        ? connections.access(where)
        : new Access.Closed(
            Reason.WorkspaceNotFound,
            "DatabricksWorkspace " + where.getName() + " does not exist in this namespace");
  }

  private Link last(ResourceID where) {
    return where == null ? null : connections.last(where).orElse(null);
  }
}
