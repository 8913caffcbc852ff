/**
 * The crash floor (design 10): the operator is killed before, during and after each of its calls,
 * started again on the same state, and the simulator's ledger judges.
 *
 * <p>Each operator instance is a {@link io.databricksoperator.crash.Life}. It talks to Kubernetes
 * through a proxy of its own. It talks to Databricks through one front per world, since the host of
 * a workspace is immutable; the front tells lives apart by the token, which is new for each life
 * and which a dead one can never learn, because its way to Kubernetes is cut. From the instant of
 * its death all connections of a life are reset and nothing of it is forwarded any more, while its
 * threads go on until they have noticed: a zombie runs beside its successor for a while.
 *
 * <p>Which calls there are is not written here: a first run through proxies that only record finds
 * them, so every effect that is added later joins unasked.
 *
 * <p>May import: every room. Called by: nothing.
 */
package io.databricksoperator.crash;
