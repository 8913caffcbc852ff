/**
 * The one clock's helpers: durations as Kubernetes writes them, and the timers that wake
 * reconcilers.
 *
 * <p>May import: the JDK and SLF4J. Called by: repair, kube, workspace, effect, job, run and
 * operator.
 */
package io.databricksoperator.time;
