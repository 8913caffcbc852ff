package io.databricksoperator.run;

import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.DatabricksApi;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.Page;
import io.databricksoperator.databricks.RunQuery;
import io.databricksoperator.databricks.RunView;
import io.databricksoperator.kube.References;
import io.databricksoperator.time.Loop;
import io.databricksoperator.time.Timers;
import io.databricksoperator.workspace.Access;
import io.databricksoperator.workspace.Connections;
import io.databricksoperator.workspace.Link;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Watches the active runs of one workspace (design 3.7): lists pages of active runs until all that
 * we follow were seen, reads the few that were not, and wakes the objects whose run changed.
 */
final class WorkspaceWatch {

  private static final Duration FIRST_LOOK = Duration.ofSeconds(1);
  private static final Duration USUAL_POLL = Duration.ofSeconds(10);
  private static final int TURNS_OF_READING = 10;

  /** After so many lists in a row that failed, runs are read one by one all the same. */
  private static final int LISTS_MAY_FAIL = 3;

  private final ResourceID workspace;
  private final Connections connections;
  private final Consumer<ResourceID> wake;
  private final RunMeter meter;
  private final Clock clock;
  private final Loop loop;
  private final FollowedRuns followed = new FollowedRuns();
  private boolean busy;
  private int reading;
  private int fewEnough;
  private int unlisted;

  WorkspaceWatch(
      ResourceID workspace,
      Connections connections,
      Consumer<ResourceID> wake,
      RunMeter meter,
      Timers timers) {
    this.workspace = workspace;
    this.connections = connections;
    this.wake = wake;
    this.meter = meter;
    this.clock = timers.clock();
    this.loop = new Loop(timers, "runs-of-" + workspace.getName(), this::interval, this::look);
  }

  /** What was seen of this run last; from now on it is followed for this object. */
  Sighting follow(long runId, String workspaceId, ResourceID run) {
    var sighting = followed.follow(runId, workspaceId, run);
    if (!followed.resting(runId)) {
      loop.ask(FIRST_LOOK);
    }
    return sighting;
  }

  /** The run ended and is not looked at; what was seen of it is kept. */
  void rest(long runId) {
    followed.rest(runId, true);
  }

  /** The run is looked at again; what was seen of it stands until then. */
  void resume(long runId) {
    followed.rest(runId, false);
    loop.ask(FIRST_LOOK);
  }

  /** Something was done to the run: what was seen of it is void. */
  void forget(long runId) {
    followed.forget(runId);
  }

  /** This object follows the run no longer. */
  void leave(long runId, ResourceID run) {
    followed.leave(runId, run);
  }

  /** Nothing is looked at any more. */
  void stop() {
    loop.stop();
  }

  /** How many runs are looked at. */
  int active() {
    return followed.active();
  }

  private Duration interval() {
    return connections.access(workspace) instanceof Access.Open(Link link)
        ? link.pace().poll()
        : USUAL_POLL;
  }

  private boolean look() {
    if (connections.access(workspace) instanceof Access.Open(Link link)) {
      look(link);
    }
    // One turn more when the last run is gone, so that what is counted ends at none.
    boolean wasBusy = busy;
    busy = active() > 0;
    if (wasBusy && !busy) {
      meter.looked(label(), clock.instant(), 0);
    }
    return busy;
  }

  private void look(Link link) {
    var open = followed.open(link.workspaceId());
    if (open.isEmpty()) {
      return;
    }
    var failure = list(link.api(), open);
    if (failure != null && ++unlisted < LISTS_MAY_FAIL) {
      open.forEach(id -> failed(id, failure));
      return;
    }
    unlisted = failure == null ? 0 : unlisted;
    if (read(link.api(), open)) {
      meter.looked(label(), clock.instant(), active());
    }
  }

  /**
   * Takes from {@code open} all runs that a page shows; returns the failure that ended it, or null.
   * Where a workspace runs mostly other people's jobs it stops once reading the rest one by one is
   * cheaper, and lists again some turns later.
   */
  private DatabricksFailure list(DatabricksApi api, Set<Long> open) {
    if (reading > 0 && open.size() <= fewEnough) {
      reading--;
      return null;
    }
    int all = open.size();
    var query = RunQuery.active();
    for (int pages = 1; ; pages++) {
      switch (api.listRuns(query)) {
        case Answer.Failed<Page<RunView>>(DatabricksFailure failure) -> {
          return failure;
        }
        case Answer.Ok<Page<RunView>>(Page<RunView> page) -> {
          // An item that says it ended is an old picture of a run that was just repaired.
          page.items().stream()
              .filter(view -> !view.state().ended() && open.remove(view.runId()))
              .forEach(view -> saw(view.runId(), new Sighting.Active(view)));
          if (page.nextToken() == null || open.isEmpty()) {
            return null;
          }
          if (pages >= open.size()) {
            reading = TURNS_OF_READING;
            fewEnough = all;
            return null;
          }
          query = query.page(page.nextToken());
        }
      }
    }
  }

  /** Reads these runs whole, side by side within the workspace's budget; says whether all were. */
  private boolean read(DatabricksApi api, Set<Long> ids) {
    if (ids.isEmpty()) {
      return true;
    }
    var done = new AtomicInteger();
    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      ids.forEach(
          id ->
              readers.execute(
                  () -> {
                    if (read(api, id)) {
                      done.incrementAndGet();
                    }
                  }));
    }
    return done.get() == ids.size();
  }

  private boolean read(DatabricksApi api, long id) {
    switch (api.getRun(id)) {
      case Answer.Ok<RunView>(RunView view) -> saw(id, new Sighting.Read(view, first(id, view)));
      case Answer.Failed<RunView>(DatabricksFailure failure) -> {
        if (failure.kind() != DatabricksFailure.Kind.NOT_FOUND) {
          failed(id, failure);
          return false;
        }
        missed(id);
      }
    }
    return true;
  }

  private void failed(long id, DatabricksFailure failure) {
    followed.failed(id, failure).forEach(wake);
  }

  private Instant first(long id, RunView view) {
    return followed.sighting(id) instanceof Sighting.Read(RunView seen, Instant first)
            && seen.equals(view)
        ? first
        : clock.instant();
  }

  private void missed(long id) {
    var now = clock.instant();
    var first = followed.sighting(id) instanceof Sighting.Missing missing ? missing.first() : now;
    saw(id, new Sighting.Missing(first, now));
  }

  /** Keeps what was seen and wakes who follows, unless it is what was seen before. */
  private void saw(long id, Sighting sighting) {
    followed.saw(id, sighting).forEach(wake);
  }

  private String label() {
    return References.key(workspace);
  }
}
