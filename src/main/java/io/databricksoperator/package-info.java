/**
 * The entry point of the one jar: it hands its arguments to the command line.
 *
 * <p>May import: cli. Called by: the JVM.
 */
package io.databricksoperator;
