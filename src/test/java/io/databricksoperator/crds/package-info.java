/**
 * The CRDs: how they are generated from the api room, and how a document is checked against them
 * without an API server.
 *
 * <p>May import: api, the CRD generator, Jackson and, for the names of Databricks' fields, the
 * SDK's model classes. Called by: `make crds`, the repository room and tests that need a schema.
 */
package io.databricksoperator.crds;
