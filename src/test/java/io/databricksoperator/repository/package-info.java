/**
 * The gates: tests of the checkout itself. Formatting, rooms and their arrows, sizes, habits,
 * words, generated files, examples and schemas.
 *
 * <p>May import: crds, ArchUnit, the formatter and the JDK's compiler. Called by: the build only.
 */
package io.databricksoperator.repository;
