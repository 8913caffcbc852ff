/**
 * A Kubernetes API server inside the test process: the ground of the scenario and crash floors, and
 * of the demo.
 *
 * <p>May import: the JDK, Jackson, Fabric8's client (to give clients out), zjsonpatch and
 * networknt's schema validator; nothing of the operator. Called by: tests and the demo, through
 * {@link io.databricksoperator.embedded.EmbeddedKubernetes} and the few types that it shows.
 */
package io.databricksoperator.embedded;
