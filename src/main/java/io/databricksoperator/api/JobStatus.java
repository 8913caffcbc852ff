package io.databricksoperator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Map;

/** What the operator knows of a job. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record JobStatus(
    @JsonPropertyDescription("Databricks' id of the job.") String jobId,
    @JsonPropertyDescription("The workspace that jobId belongs to.") String workspaceId,
    @JsonPropertyDescription("The job's page in Databricks.") String url,
    @JsonPropertyDescription(
            "The owner tag of another installation of the operator, if a read found it on the job:"
                + " nothing is written to it until a read shows our own tag again.")
        String otherOwner,
    @JsonPropertyDescription("What is being done in Databricks right now, if anything.")
        Operation operation,
    @JsonPropertyDescription("What Databricks had when the operator's last write was confirmed.")
        Baseline baseline,
    @JsonPropertyDescription(
            "Since when Databricks says the job does not exist; it is believed after 60 s.")
        String missingSince,
    @JsonPropertyDescription(
            "Where the job in Databricks differs from the manifest, 20 places at most.")
        List<Drift> drift,
    @JsonPropertyDescription(
            "Paths whose value the workspace sets by itself whatever is written: no drift.")
        List<String> serverOwned,
    @JsonPropertyDescription("The newest DatabricksRun of this job, whoever wrote it.")
        LastRun lastRun,
    @JsonPropertyDescription("Ready, Synced, Reconciling, Stalled and Drifted.")
        List<Condition> conditions,
    @JsonPropertyDescription("The generation of the spec that this status speaks of.")
        Long observedGeneration) {

  /** Nothing known yet. */
  public static final JobStatus NONE =
      new JobStatus(null, null, null, null, null, null, null, null, null, null, null, null);

  /** Short salted hashes that tell later whether something changed, without holding any value. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Baseline(
      @JsonPropertyDescription("Hash of the settings that were written.") String wanted,
      @JsonPropertyDescription(
              "Hash of the settings that a read showed; absent until a read confirmed the write.")
          String live,
      @JsonPropertyDescription("Hash of what was live before the write; absent for a new job.")
          String before,
      @JsonPropertyDescription("Hashes of what the server added, by field, task or cluster.")
          Map<String, String> extras,
      @JsonPropertyDescription(
              "Hashes of the values that the server keeps its own, by hashes of their paths; until"
                  + " a read confirmed the write, of those that every read showed instead.")
          Map<String, String> owned,
      @JsonPropertyDescription("When the write was made; RFC 3339.") String since,
      @JsonPropertyDescription("How many reads did not show the write yet.") Integer reads,
      @JsonPropertyDescription(
              "How often this was written and no read showed it; absent for the first time.")
          Integer writes) {}

  /** One place where the job differs from the manifest. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Drift(
      @JsonPropertyDescription("Where, for example tasks/clean/notebook_task/notebook_path.")
          String path,
      @JsonPropertyDescription("Changed, Added or Removed.") String kind,
      @JsonPropertyDescription("What the manifest says, 64 characters at most.") String wanted,
      @JsonPropertyDescription("What Databricks has, 64 characters at most.") String found) {}

  /** How the job's newest run is doing. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record LastRun(
      @JsonPropertyDescription("Name of the DatabricksRun.") String name,
      @JsonPropertyDescription("Databricks' id of the run.") String runId,
      @JsonPropertyDescription("Where the run is, as in its own status.") String phase,
      @JsonPropertyDescription("When the run began.") String startTime,
      @JsonPropertyDescription("When its last attempt ended.") String endTime,
      @JsonPropertyDescription("What a person should know, in a sentence.") String message) {}
}
