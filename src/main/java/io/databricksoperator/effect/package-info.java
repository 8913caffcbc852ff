/**
 * What every effect on a workspace goes through, whatever the kind of the object that wants it
 * (design 5): what is known before, the recorded intent, the one call, and how an object leaves.
 *
 * <p>May import: api, databricks, kube, time, workspace, Fabric8, the operator SDK and the JDK.
 * Called by: job and run.
 */
package io.databricksoperator.effect;
