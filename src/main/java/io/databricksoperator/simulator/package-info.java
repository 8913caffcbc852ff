/**
 * A Databricks workspace over HTTP, for laptops, demos and tests: the Jobs API 2.2, its
 * authentication, and control endpoints under {@code /simulator/} that script outcomes, inject
 * faults, move time and show a ledger of everything that happened.
 *
 * <p>It follows what is known of the real service ("databricks-api.md") and shares no code with the
 * operator, so that a misunderstanding of the API cannot hide in both.
 *
 * <p>May import: the JDK and Jackson, nothing of ours. Called by: cli, through {@link
 * io.databricksoperator.simulator.SimulatorServer}, and by tests.
 *
 * <p>Layers, each using only those below it: {@code SimulatorServer} and {@code Gateway} speak
 * HTTP; {@code *Api} classes turn calls into state changes and views; {@code RunStarts}, {@code
 * RunEngine}, {@code TaskEngine} and their neighbours are the state machine; {@code Workspace}
 * holds the state, behind one lock, and the {@code Timeline} of what is to happen.
 */
package io.databricksoperator.simulator;
