package io.databricksoperator.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Names a DatabricksWorkspace of the same namespace. */
public record WorkspaceRef(
    @Required
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Name of a DatabricksWorkspace in this namespace.")
        String name) {}
