package io.databricksoperator.workspace;

import io.databricksoperator.api.DatabricksWorkspace;
import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.Auth;
import io.databricksoperator.databricks.DatabricksApi;
import io.databricksoperator.databricks.Identity;
import io.databricksoperator.kube.References;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The doors in use, one per address, credentials and budget. A door whose credentials were good a
 * short while ago is not tried again.
 */
final class Doors {

  private static final Duration TRUSTED_FOR = Duration.ofMinutes(10);
  private static final int USUAL_RATE = 10;

  /** A door and what Databricks said when it was last tried. */
  record Door(Lock lock, DatabricksApi api, Answer<Identity> identity, Instant tried) {}

  /** What makes two doors the same. */
  private record Lock(String uid, String host, Auth auth, int requestsPerSecond) {}

  private final Dialer dialer;
  private final Consumer<ResourceID> whenDoubted;
  private final Map<ResourceID, Door> doors = new ConcurrentHashMap<>();
  private final Set<ResourceID> doubted = ConcurrentHashMap.newKeySet();

  /**
   * Opens none yet.
   *
   * @param whenDoubted told of every workspace that refused credentials which it had taken, or that
   *     another one answered for
   */
  Doors(Dialer dialer, Consumer<ResourceID> whenDoubted) {
    this.dialer = dialer;
    this.whenDoubted = whenDoubted;
  }

  /** The workspace's door with these credentials, tried if it has to be. */
  Door open(DatabricksWorkspace workspace, Auth auth, Instant now) {
    var id = ResourceID.fromResource(workspace);
    var spec = workspace.getSpec();
    int rate = spec.requestsPerSecond() == null ? USUAL_RATE : spec.requestsPerSecond();
    var host = WorkspaceFacts.host(workspace);
    var lock = new Lock(workspace.getMetadata().getUid(), host, auth, rate);
    var present = doors.get(id);
    var doubt = doubted.remove(id);
    if (present != null && present.lock.equals(lock) && !doubt && good(present, now)) {
      return present;
    }
    var api =
        present != null && present.lock.equals(lock)
            ? present.api
            : dialer.dial(References.key(id), host, auth, rate, () -> doubt(id));
    var door = new Door(lock, api, api.me(), now);
    doors.put(id, door);
    return door;
  }

  /** The next {@link #open} tries the door, however good it was. */
  private void doubt(ResourceID workspace) {
    doubted.add(workspace);
    whenDoubted.accept(workspace);
  }

  /** Forgets a workspace. */
  void forget(ResourceID workspace) {
    doors.remove(workspace);
    doubted.remove(workspace);
  }

  private static boolean good(Door door, Instant now) {
    return door.identity instanceof Answer.Ok<Identity>
        && now.isBefore(door.tried.plus(TRUSTED_FOR));
  }
}
