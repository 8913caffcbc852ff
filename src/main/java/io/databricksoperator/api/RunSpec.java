package io.databricksoperator.api;

import com.databricks.sdk.service.jobs.ForEachTask;
import com.databricks.sdk.service.jobs.SubmitRun;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.crd.generator.annotation.SchemaSwap;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** One run: where it comes from, and what may be asked of it later. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaSwap(originalType = ForEachTask.class, fieldName = "task", depth = 1)
@ValidationRule(
    value = "[has(self.jobRef), has(self.jobId), has(self.submit)].filter(x, x).size() == 1",
    message = "write exactly one of jobRef, jobId and submit")
@ValidationRule(
    value = "has(self.jobRef) != has(self.workspaceRef)",
    message =
        "write workspaceRef with jobId or submit, and leave it out with jobRef: the job says where"
            + " it is")
@ValidationRule(
    value = "!has(self.submit) || !has(self.parameters)",
    message = "parameters belong to a job: write them into the tasks of submit")
@ValidationRule(
    value =
        "has(self.jobRef) == has(oldSelf.jobRef) && has(self.jobId) == has(oldSelf.jobId)"
            + " && has(self.submit) == has(oldSelf.submit)"
            + " && has(self.key) == has(oldSelf.key)"
            + " && has(self.parameters) == has(oldSelf.parameters)"
            + " && has(self.workspaceRef) == has(oldSelf.workspaceRef)",
    message = "what is run cannot be changed: create a new DatabricksRun")
public record RunSpec(
    @ValidationRule(value = "self == oldSelf", message = "jobRef cannot be changed")
        @JsonPropertyDescription("Run this DatabricksJob of the same namespace. Immutable.")
        JobRef jobRef,
    @Pattern("^[1-9][0-9]{0,18}$")
        @Size(max = 19)
        @ValidationRule(value = "self == oldSelf", message = "jobId cannot be changed")
        @JsonPropertyDescription(
            "Run this job of the workspace, by its Databricks id, as text. Immutable.")
        String jobId,
    @SchemaFrom(type = SubmitRun.class)
        @ValidationRule(value = "self == oldSelf", message = "submit cannot be changed")
        @JsonPropertyDescription(
            "The body of runs/submit, verbatim: a one-time run that needs no job. Immutable.")
        JsonNode submit,
    @ValidationRule(value = "self == oldSelf", message = "workspaceRef cannot be changed")
        @JsonPropertyDescription("The workspace to run in; with jobId or submit. Immutable.")
        WorkspaceRef workspaceRef,
    @Size(min = 1, max = 253)
        @ValidationRule(value = "self == oldSelf", message = "key cannot be changed")
        @JsonPropertyDescription(
            "The run's identity. An object that is deleted and created again with the same key is"
                + " the same run; without a key each object is a run of its own. Immutable.")
        String key,
    @ValidationRule(value = "self == oldSelf", message = "parameters cannot be changed")
        @JsonPropertyDescription("Values for the job's parameters. Immutable.")
        Map<String, String> parameters,
    @Min(1)
        @Max(31536000)
        @JsonPropertyDescription(
            "How many seconds the run may take in all, repairs and waiting for them included; then"
                + " it is cancelled. Until it is started they count from the object's creation. No"
                + " limit if left out.")
        Long timeoutSeconds,
    @JsonPropertyDescription("true cancels the run and ends repairing, for good.") Boolean cancel,
    @JsonPropertyDescription("Asks for a repair now.") RepairRequest repair,
    @JsonPropertyDescription(
            "What happens in Databricks when this object is deleted while the run is active: Cancel"
                + " (if left out) or Abandon.")
        DeletionPolicy deletionPolicy,
    @JsonPropertyDescription(
            "When the operator repairs this run; replaces the policy of its job as a whole. Left"
                + " out: as its job says. {}: with the defaults.")
        RepairPolicySpec repairPolicy) {

  /** What deleting the object does to an active run. */
  public enum DeletionPolicy {
    Cancel,
    Abandon
  }

  /** Names a DatabricksJob of the same namespace. */
  public record JobRef(
      @Required
          @Size(min = 1, max = 253)
          @JsonPropertyDescription("Name of a DatabricksJob in this namespace.")
          String name) {}

  /** A repair that a person asks for; each token is acted on once. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RepairRequest(
      @Required
          @Size(min = 1, max = 253)
          @JsonPropertyDescription(
              "Anything but the last one: a token that differs from status.handledRepairToken asks"
                  + " for one repair.")
          String token,
      @Size(max = 1000)
          @JsonPropertyDescription(
              "Keys of the tasks to run again; every task that did not succeed if left out.")
          List<String> tasks,
      @JsonPropertyDescription("Laid over the run's own parameters.")
          Map<String, String> parameters) {}
}
