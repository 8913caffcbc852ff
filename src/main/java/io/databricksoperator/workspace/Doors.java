package io.databricksoperator.workspace;

import io.databricksoperator.api.DatabricksWorkspace;
import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.Auth;
import io.databricksoperator.databricks.DatabricksApi;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.DatabricksFailure.Kind;
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
 * short while ago is not tried again. One that was open and fails by something that may pass is
 * tried once more before it counts as closed: all that is behind it would say so.
 */
final class Doors {

  private static final Duration TRUSTED_FOR = Duration.ofMinutes(10);
  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final int USUAL_RATE = 10;

  /**
   * A door and what Databricks said when it was tried.
   *
   * @param identity who we are there, or the first words of the failure that closed it
   * @param tried when it was found so last
   * @param again how soon a door that failed once is to be tried again; null if nothing is in doubt
   */
  record Door(
      Lock lock, DatabricksApi api, Answer<Identity> identity, Instant tried, Duration again) {

    /** The same door after one more try. */
    private Door after(Answer<Identity> answer, Instant now) {
      return switch (answer) {
        case Answer.Ok<Identity> ok -> new Door(lock, api, ok, now, null);
        case Answer.Failed<Identity>(DatabricksFailure failure) -> after(failure, now);
      };
    }

    private Door after(DatabricksFailure failure, Instant now) {
      return switch (identity) {
        case Answer.Ok<Identity> ok when again == null && mayPass(failure) ->
            new Door(lock, api, identity, tried, failure.wait(AGAIN));
        case Answer.Ok<Identity> ok -> new Door(lock, api, Answer.failed(failure), now, null);
        case Answer.Failed<Identity>(DatabricksFailure before) ->
            new Door(lock, api, Answer.failed(same(before, failure) ? before : failure), now, null);
      };
    }
  }

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
    boolean known = present != null && present.lock.equals(lock);
    if (known && !doubt && good(present, now)) {
      return present;
    }
    var door = known ? present.after(present.api.me(), now) : made(id, lock, now);
    doors.put(id, door);
    return door;
  }

  private Door made(ResourceID id, Lock lock, Instant now) {
    var label = References.key(id);
    var api = dialer.dial(label, lock.host, lock.auth, lock.requestsPerSecond, () -> doubt(id));
    return new Door(lock, api, api.me(), now, null);
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

  /** A try that is still to come was before the clock was set back: nobody knows when. */
  private static boolean good(Door door, Instant now) {
    return door.identity instanceof Answer.Ok<Identity>
        && door.again == null
        && !now.isBefore(door.tried)
        && now.isBefore(door.tried.plus(TRUSTED_FOR));
  }

  /** Whether it may be over the next moment, without anybody doing anything. */
  private static boolean mayPass(DatabricksFailure failure) {
    return switch (failure.kind()) {
      case UNAUTHORISED, FORBIDDEN -> false;
      case NOT_FOUND, INVALID, CONFLICT, THROTTLED, UNAVAILABLE -> true;
    };
  }

  /** Whether it is the same trouble, however it is worded: ids of requests differ every time. */
  private static boolean same(DatabricksFailure before, DatabricksFailure now) {
    return mayPass(before) && mayPass(now)
        ? (before.kind() == Kind.THROTTLED) == (now.kind() == Kind.THROTTLED)
        : before.kind() == now.kind() && before.code().equals(now.code());
  }
}
