package io.databricksoperator.effect;

import io.databricksoperator.api.Operation;
import io.databricksoperator.workspace.Access;
import io.databricksoperator.workspace.Link;
import java.time.Instant;

/** The facts about an object in a workspace: its ground, and what its kind adds. */
public interface Grounded {

  /** What they stand on. */
  Ground ground();

  /** The time. */
  default Instant now() {
    return ground().now();
  }

  /** Whether the workspace can be used. */
  default Access access() {
    return ground().access();
  }

  /** The door; while the object is deleted also the last one that was open; else null. */
  default Link link() {
    return ground().link();
  }

  /** The recorded intent; null if there is none. */
  default Operation operation() {
    return ground().subject().operation();
  }

  /** Where the recorded intent stands; null if there is none. */
  default Intents.Standing standing() {
    return ground().standing();
  }

  /** Whether this is what was intended. */
  default boolean doing(Operation.Kind kind) {
    return operation() != null && operation().kind() == kind;
  }

  /** Whether nothing was sent for the recorded intent. */
  default boolean fresh() {
    return standing() instanceof Intents.Fresh;
  }

  /** Whether the recorded intent failed a short while ago and is not sent again yet. */
  default boolean resting() {
    return ground().restsUntil() != null && now().isBefore(ground().restsUntil());
  }

  /** Whether the object is deleted. */
  default boolean going() {
    return ground().subject().object().isMarkedForDeletion();
  }

  /** Whether the ids in the status belong to another workspace than the one behind the door. */
  default boolean elsewhere() {
    var known = ground().subject().workspaceId();
    return link() != null && known != null && !known.equals(link().workspaceId());
  }
}
