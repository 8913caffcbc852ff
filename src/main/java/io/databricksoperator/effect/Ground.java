package io.databricksoperator.effect;

import io.databricksoperator.workspace.Access;
import io.databricksoperator.workspace.Link;
import java.time.Duration;
import java.time.Instant;

/**
 * What every decision about an object in a workspace stands on, whatever the object's kind.
 *
 * @param subject the object, as far as that goes for every kind
 * @param access whether its workspace can be used
 * @param link the door; while the object is deleted also the last one that was open; else null
 * @param standing of the recorded intent; null if there is none
 * @param restsUntil before when the recorded intent is not sent again; null if it may be sent now
 * @param patience how long a deletion waits for the workspace; zero for ever
 * @param crdDeleting whether the CRD itself is being deleted
 * @param now the time
 */
public record Ground(
    Subject subject,
    Access access,
    Link link,
    Intents.Standing standing,
    Instant restsUntil,
    Duration patience,
    boolean crdDeleting,
    Instant now) {}
