package io.databricksoperator.workspace;

import io.databricksoperator.api.Reason;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The open doors, in memory only. The last door of a workspace is kept even when its Secret or the
 * workspace object is gone, so that what depends on it can still be deleted (design 3.5).
 */
public final class Connections {

  private record Entry(Access access, Link last) {}

  private final Map<ResourceID, Entry> entries = new ConcurrentHashMap<>();
  private final List<Consumer<ResourceID>> onChange = new CopyOnWriteArrayList<>();
  private final List<Consumer<ResourceID>> onForget = new CopyOnWriteArrayList<>();

  /** Whether this workspace can be used right now. */
  public Access access(ResourceID workspace) {
    var entry = entries.get(workspace);
    return entry == null ? new Access.Unchecked() : entry.access;
  }

  /** The newest door that ever was open, for deleting what is behind it. */
  public Optional<Link> last(ResourceID workspace) {
    return Optional.ofNullable(entries.get(workspace)).map(Entry::last);
  }

  /**
   * Says how a workspace is now; who listens is told if that changed. That it is closed for the
   * same reason in other words is no news.
   */
  public void put(ResourceID workspace, Access access) {
    var before =
        entries.put(
            workspace,
            switch (access) {
              case Access.Open(Link link) -> new Entry(access, link);
              case Access.Closed closed -> new Entry(closed, lastBefore(workspace, closed));
              case Access.Unchecked unchecked -> new Entry(unchecked, last(workspace).orElse(null));
            });
    if (before == null || news(before.access, access)) {
      onChange.forEach(listener -> listener.accept(workspace));
    }
  }

  private static boolean news(Access before, Access now) {
    return before instanceof Access.Closed was && now instanceof Access.Closed is
        ? was.reason() != is.reason()
        : !before.equals(now);
  }

  /** A door that leads to another workspace now must not be used, not even for a deletion. */
  private Link lastBefore(ResourceID workspace, Access.Closed closed) {
    return closed.reason() == Reason.WorkspaceChanged ? null : last(workspace).orElse(null);
  }

  /** Forgets a workspace and its credentials; who keeps anything else of it is told. */
  public void forget(ResourceID workspace) {
    entries.remove(workspace);
    onForget.forEach(listener -> listener.accept(workspace));
  }

  /** Tells this listener of every workspace whose access changes. */
  public void whenChanged(Consumer<ResourceID> listener) {
    onChange.add(listener);
  }

  /** Tells this listener of every workspace that is gone and that nothing uses any more. */
  public void whenForgotten(Consumer<ResourceID> listener) {
    onForget.add(listener);
  }
}
