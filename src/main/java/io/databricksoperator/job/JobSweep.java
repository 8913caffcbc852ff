package io.databricksoperator.job;

import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.DatabricksApi;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.JobQuery;
import io.databricksoperator.databricks.JobView;
import io.databricksoperator.databricks.Page;
import io.databricksoperator.kube.References;
import io.databricksoperator.settings.OwnerTag;
import io.databricksoperator.time.Loop;
import io.databricksoperator.time.Timers;
import io.databricksoperator.workspace.Access;
import io.databricksoperator.workspace.Connections;
import io.databricksoperator.workspace.Link;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all jobs of one workspace now and then, by pages, and wakes the objects whose job may
 * have changed (design 6.1). It only detects: a full read judges.
 */
final class JobSweep {

  private static final Logger LOG = LoggerFactory.getLogger(JobSweep.class);
  private static final Duration USUAL_INTERVAL = Duration.ofMinutes(5);

  private final ResourceID workspace;
  private final Connections connections;
  private final Consumer<ResourceID> wake;
  private final Clock clock;
  private final Loop loop;
  private final JobMemory memory = new JobMemory();
  private DatabricksFailure.Kind trouble;

  JobSweep(
      ResourceID workspace, Connections connections, Consumer<ResourceID> wake, Timers timers) {
    this.workspace = workspace;
    this.connections = connections;
    this.wake = wake;
    this.clock = timers.clock();
    this.loop = new Loop(timers, "jobs-of-" + workspace.getName(), this::interval, this::sweep);
  }

  JobMemory memory() {
    return memory;
  }

  /** There is something to look at. */
  void ask() {
    loop.ask(interval());
  }

  /** Nothing is looked at any more. */
  void stop() {
    loop.stop();
  }

  private Duration interval() {
    return connections.access(workspace) instanceof Access.Open(Link link)
        ? link.pace().drift()
        : USUAL_INTERVAL;
  }

  private boolean sweep() {
    var unseen = new HashSet<>(memory.ids());
    if (unseen.isEmpty()) {
      return false;
    }
    if (connections.access(workspace) instanceof Access.Open(Link link)) {
      var failure = list(link.api(), unseen);
      tell(failure);
      // Absence from a list proves nothing; a read tells. Without a list only those are read whose
      // time has come anyway.
      unseen.stream()
          .filter(id -> failure == null || memory.overdue(id, clock.instant()))
          .forEach(this::doubt);
    }
    return true;
  }

  private void tell(DatabricksFailure failure) {
    var now = failure == null ? null : failure.kind();
    if (now != null && now != trouble) {
      LOG.atWarn()
          .addKeyValue("workspace", References.key(workspace))
          .addKeyValue("error", failure.text())
          .log("the jobs can not be listed, so drift is found late");
    }
    trouble = now;
  }

  /**
   * Takes from {@code unseen} what pages show, and stops once reading the rest is cheaper; returns
   * the failure that ended it, or null.
   */
  private DatabricksFailure list(DatabricksApi api, Set<Long> unseen) {
    var query = JobQuery.all();
    for (int pages = 1; ; pages++) {
      switch (api.listJobs(query)) {
        case Answer.Failed<Page<JobView>>(DatabricksFailure failure) -> {
          return failure;
        }
        case Answer.Ok<Page<JobView>>(Page<JobView> page) -> {
          page.items().forEach(item -> saw(item, unseen));
          if (page.nextToken() == null || unseen.isEmpty() || pages >= unseen.size()) {
            return null;
          }
          query = query.page(page.nextToken());
        }
      }
    }
  }

  private void saw(JobView item, Set<Long> unseen) {
    if (unseen.remove(item.jobId())) {
      if (memory.differs(item, clock.instant())) {
        doubt(item.jobId());
      }
      return;
    }
    memory
        .copyOf(item.tag(OwnerTag.NAME), item.jobId())
        .ifPresent(
            job -> {
              memory.copy(job, item.jobId());
              wake.accept(job);
            });
  }

  private void doubt(long jobId) {
    memory.doubt(jobId).ifPresent(wake);
  }
}
