package io.databricksoperator.databricks.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Which workspace answered last, and to which login. A new login may lead to another workspace at
 * the same host (the host's own token endpoint gave it), so a write waits until the workspace was
 * seen behind it.
 */
final class LastSeen {

  /** For how long a look vouches for a write that no other workspace would refuse. */
  private static final Duration VOUCHES = Duration.ofSeconds(10);

  /**
   * @param workspaceId null where a good answer named none: such a host never does
   */
  private record Seen(Tokens.Login login, String workspaceId, Instant at) {
    boolean is(String workspace) {
      return workspaceId == null || workspaceId.equals(workspace);
    }

    /** A look that is still to come was before the clock was set back: nobody knows when. */
    boolean recently(Instant now) {
      return !now.isBefore(at) && now.isBefore(at.plus(VOUCHES));
    }
  }

  private final AtomicReference<Seen> last = new AtomicReference<>();

  /** Takes down who answered this login. */
  void note(Tokens.Login login, Reply reply, Instant now) {
    if (reply.success() || reply.workspaceId() != null) {
      last.set(new Seen(login, reply.workspaceId(), now));
    }
  }

  /**
   * Whether a request may go out with this login. A write that names a job or a run does nothing
   * elsewhere: ids are never the same in two workspaces. One that names none needs a recent look.
   */
  boolean vouchesFor(Ask ask, Tokens.Login login, Instant now) {
    if (ask.workspaceId() == null || ask.endpoint().reads()) {
      return true;
    }
    var seen = last.get();
    return seen != null
        && seen.login().equals(login)
        && seen.is(ask.workspaceId())
        && (ask.subject() != null || seen.recently(now));
  }
}
