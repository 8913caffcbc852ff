/**
 * What is done to text that others wrote before it is shown: cut so that it stays text, and rid of
 * secrets, in linear time whatever it says.
 *
 * <p>May import: re2j and the JDK. Called by: databricks, databricks.rest, kube, repair and
 * settings.
 */
package io.databricksoperator.text;
