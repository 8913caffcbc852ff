package io.databricksoperator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Where a workspace is, who the operator is there, and how much of it may be used. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkspaceSpec(
    @Required
        @Size(max = 253)
        @ValidationRule(
            value = "self == oldSelf",
            message =
                "host cannot be changed: another workspace is another object, so create a new"
                    + " DatabricksWorkspace for it")
        @JsonPropertyDescription(
            "Address of the workspace, for example https://adb-1234.5.azuredatabricks.net."
                + " Immutable: another workspace is another object. Only https, and only hosts that"
                + " the operator's installation allows.")
        String host,
    @Required
        @JsonPropertyDescription(
            "How the operator proves who it is: exactly one of token and oauth. Secrets are read"
                + " from this object's own namespace.")
        WorkspaceAuth auth,
    @Min(1)
        @Max(100)
        @JsonPropertyDescription(
            "Requests per second for everything that uses this workspace; 10 if left out.")
        Integer requestsPerSecond,
    @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @ValidationRule(
            value = "duration(self) >= duration('1s') && duration(self) <= duration('1h')",
            message = "pollInterval must be from 1s to 1h")
        @JsonPropertyDescription(
            "How often active runs are looked at, as in 10s; from 1s to 1h; 10s if left out.")
        String pollInterval,
    @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @ValidationRule(
            value = "duration(self) >= duration('10s') && duration(self) <= duration('24h')",
            message = "driftInterval must be from 10s to 24h")
        @JsonPropertyDescription(
            "How often the jobs are compared with what Databricks has; from 10s to 24h; 5m if left"
                + " out.")
        String driftInterval,
    @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription(
            "How long the deletion of a job or run waits for a workspace that cannot be reached"
                + " before the object is released and its Databricks counterpart left behind; 24h"
                + " if left out, 0s for ever.")
        String deletionDeadline) {}
