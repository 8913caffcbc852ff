/**
 * Wiring: makes every service, registers the controllers, serves the management port, stops in
 * order. The only room with {@code new} for services.
 *
 * <p>May import: every room but cli and simulator. Called by: cli.
 */
package io.databricksoperator.operator;
