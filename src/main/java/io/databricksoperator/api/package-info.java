/**
 * What users write and read: the custom resources, their conditions and reasons. Records and enums
 * without behaviour; the CRDs in deploy/crds are generated from them.
 *
 * <p>May import: the JDK, Jackson and the Fabric8 model and CRD annotations. Called by: every room
 * but databricks, settings and the simulator.
 */
package io.databricksoperator.api;
