/**
 * The command line: parses, sets up logging, calls one room, turns the end into an exit code.
 *
 * <p>May import: operator, simulator, picocli, Logback and its JSON encoder, Fabric8's client and
 * the YAML parser that it brings, SLF4J and the JDK.
 *
 * <p>Called by: Main.
 */
package io.databricksoperator.cli;
