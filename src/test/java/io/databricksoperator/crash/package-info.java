/**
 * The crash floor (design 10): the operator is killed at its calls, started again on the same
 * state, and the simulator's ledger judges.
 *
 * <p>At each call that has an effect in Databricks it is killed before, during and after, or lives
 * and loses the answer or hears a 503. {@link io.databricksoperator.crash.Calls} says what is left
 * out elsewhere, since nothing of it would be left behind that the other cuts do not leave:
 *
 * <ul>
 *   <li>A write to Kubernetes is cut before and during, loses its answer, or is refused, and is
 *       never cut after: whether a process dies before or after it has read that a status was
 *       written, nobody can tell afterwards.
 *   <li>A read that a decision hangs on (a search for a job, one job, one run, an output) is cut
 *       during only: it changes nothing, so one death is as good as another.
 *   <li>Events are not cut: nothing depends on them. Nor are other reads: SCIM Me, plain lists, and
 *       what is read from Kubernetes, Secrets included.
 * </ul>
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
