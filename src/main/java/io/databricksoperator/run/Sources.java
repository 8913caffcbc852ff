package io.databricksoperator.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.databricksoperator.api.ConditionType;
import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.Reason;
import io.databricksoperator.kube.Conditions;
import io.databricksoperator.settings.SettingsCheck;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Tells what a DatabricksRun runs. */
final class Sources {

  private Sources() {}

  /** The source that its spec names, looked up in the caches. */
  static Source of(DatabricksRun run, RunCaches caches) {
    var spec = run.getSpec();
    long named =
        Stream.of(spec.jobRef(), spec.jobId(), spec.submit()).filter(Objects::nonNull).count();
    if (named != 1) {
      return new Source.Invalid(
          Reason.InvalidSpec, "write exactly one of jobRef, jobId and submit");
    }
    if (spec.jobRef() != null) {
      return byRef(run, caches);
    }
    if (spec.workspaceRef() == null) {
      return new Source.Invalid(Reason.InvalidSpec, "write workspaceRef with jobId or submit");
    }
    var workspace = new ResourceID(spec.workspaceRef().name(), run.getMetadata().getNamespace());
    return spec.jobId() != null
        ? new Source.Job(workspace, Long.parseLong(spec.jobId()))
        : submit(workspace, spec.submit());
  }

  private static Source submit(ResourceID workspace, JsonNode body) {
    var problems = SettingsCheck.ofSubmit(body);
    return problems.isEmpty()
        ? new Source.Submit(workspace)
        : new Source.Invalid(
            Reason.InvalidSettings,
            String.join("; ", problems.stream().map(p -> p.path() + ": " + p.text()).toList()));
  }

  private static Source byRef(DatabricksRun run, RunCaches caches) {
    var name = run.getSpec().jobRef().name();
    var found = caches.job(run, name);
    if (found.isEmpty()) {
      return new Source.NotReady(
          null, Reason.JobNotReady, "DatabricksJob " + name + " does not exist in this namespace");
    }
    var job = found.get();
    var workspace =
        new ResourceID(job.getSpec().workspaceRef().name(), job.getMetadata().getNamespace());
    var hurdle = hurdle(job);
    return hurdle != null
        ? new Source.NotReady(workspace, Reason.JobNotReady, "DatabricksJob " + name + " " + hurdle)
        : new Source.Job(workspace, Long.parseLong(job.getStatus().jobId()));
  }

  /**
   * Everything about a job that a run of it goes by: a change of anything else is no news to it.
   */
  static List<Object> seen(DatabricksJob job) {
    var seen = new ArrayList<Object>();
    seen.add(job.getMetadata().getGeneration());
    seen.add(job.isMarkedForDeletion());
    if (job.getStatus() != null) {
      seen.add(job.getStatus().jobId());
      seen.add(job.getStatus().observedGeneration());
      Conditions.find(job.getStatus().conditions(), ConditionType.Ready)
          .map(ready -> ready.getStatus() + ready.getReason() + ready.getMessage())
          .ifPresent(seen::add);
    }
    return seen;
  }

  /** Why this job can not be run yet; null if it can. */
  private static String hurdle(DatabricksJob job) {
    if (job.isMarkedForDeletion()) {
      return "is being deleted";
    }
    var status = job.getStatus();
    if (status == null || status.jobId() == null) {
      return "is not in Databricks yet" + ready(job);
    }
    boolean current =
        Objects.equals(status.observedGeneration(), job.getMetadata().getGeneration());
    return current && Conditions.isTrue(status.conditions(), ConditionType.Ready)
        ? null
        : "is not ready yet" + ready(job);
  }

  private static String ready(DatabricksJob job) {
    return job.getStatus() == null
        ? ""
        : Conditions.find(job.getStatus().conditions(), ConditionType.Ready)
            .map(c -> " (" + c.getReason() + ": " + c.getMessage() + ")")
            .orElse("");
  }
}
