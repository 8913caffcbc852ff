package io.databricksoperator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** What the operator knows of a workspace. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WorkspaceStatus(
    @JsonPropertyDescription(
            "Databricks' id of the workspace, learnt at the first good call. If the host ever"
                + " answers with another one, nothing more is written there.")
        String workspaceId,
    @JsonPropertyDescription(
            "Who the credentials are: a user's name or a service principal's application id.")
        String user,
    @JsonPropertyDescription("How many DatabricksJobs use this workspace.") Integer jobs,
    @JsonPropertyDescription(
            "How many DatabricksRuns have a run in this workspace that is not over; one that waits"
                + " for its repair counts. Left out are those that were not started yet and those"
                + " that only show another one's run (KeyInUse).")
        Integer activeRuns,
    @JsonPropertyDescription(
            "Ready, CredentialsValid and Reachable; Reconciling and Stalled only while they are"
                + " true.")
        List<Condition> conditions,
    @JsonPropertyDescription("The generation of the spec that this status speaks of.")
        Long observedGeneration) {}
