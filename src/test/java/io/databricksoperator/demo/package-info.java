/**
 * What `make demo` runs: the quickstart on a simulated workspace, with the operator and the
 * simulator as processes of their own, and a judgement of how it went.
 *
 * <p>May import: the api room, embedded and what fixtures knows of processes; it knows the operator
 * and the simulator only by their command lines and over HTTP. Called by: the Makefile, through
 * {@link io.databricksoperator.demo.Demo}, and its test.
 */
package io.databricksoperator.demo;
