package io.databricksoperator.databricks.rest;

import io.databricksoperator.databricks.Answer;

/** Sends a request to one workspace, logged in, within its budget. */
@FunctionalInterface
interface Door {
  /** Never throws for what the network or Databricks does. */
  Answer<Content> send(Ask ask);
}
