package io.databricksoperator.api;

import com.databricks.sdk.service.jobs.ForEachTask;
import com.databricks.sdk.service.jobs.JobSettings;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.crd.generator.annotation.SchemaSwap;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** A job: the Jobs API's settings verbatim, and what the operator adds. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaSwap(originalType = ForEachTask.class, fieldName = "task", depth = 1)
public record JobSpec(
    @Required
        @ValidationRule(
            value = "self == oldSelf",
            message =
                "workspaceRef cannot be changed: a job in another workspace is another object, so"
                    + " create a new DatabricksJob for it")
        @JsonPropertyDescription("The workspace that the job is in. Immutable.")
        WorkspaceRef workspaceRef,
    @Required
        @SchemaFrom(type = JobSettings.class)
        @JsonPropertyDescription(
            "The JobSettings of the Jobs API 2.2, verbatim: what the Databricks UI shows as JSON or"
                + " YAML can be pasted in. The manifest is the whole truth: what is not written"
                + " here is not in the job.")
        JsonNode settings,
    @PreserveUnknownFields
        @JsonPropertyDescription(
            "Laid over settings last, for fields newer than this release: objects recursively;"
                + " tasks, job_clusters, environments and parameters by their key; other arrays"
                + " replaced; null removes.")
        JsonNode extraSettings,
    @JsonPropertyDescription(
            "true pauses the job's schedule, trigger or continuous, as in a CronJob. Active runs go"
                + " on.")
        Boolean suspend,
    @JsonPropertyDescription(
            "What happens in Databricks when this object is deleted: Delete (if left out) deletes"
                + " the job and its run history, Retain leaves it.")
        DeletionPolicy deletionPolicy,
    @JsonPropertyDescription(
            "What happens when someone changes or deletes the job in Databricks: Correct (if left"
                + " out) puts it back, Report only says so in status.drift.")
        DriftPolicy driftPolicy,
    @JsonPropertyDescription(
            "When the operator repairs failed DatabricksRuns of this job. Left out: never. {}: with"
                + " the defaults.")
        RepairPolicySpec repairPolicy) {

  /** What deleting the object does to the job. */
  public enum DeletionPolicy {
    Delete,
    Retain
  }

  /** What a change made in Databricks leads to. */
  public enum DriftPolicy {
    Correct,
    Report
  }
}
