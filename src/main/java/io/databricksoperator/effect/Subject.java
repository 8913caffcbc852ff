package io.databricksoperator.effect;

import io.databricksoperator.api.Operation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;

/**
 * An object that has something in a workspace.
 *
 * @param object the object
 * @param what people call what it has there, for example job
 * @param where the DatabricksWorkspace; null while nobody can tell
 * @param workspaceId the workspace that the ids in its status belong to; null if there are none
 * @param operation its recorded intent; null if there is none
 */
public record Subject(
    HasMetadata object, String what, ResourceID where, String workspaceId, Operation operation) {}
