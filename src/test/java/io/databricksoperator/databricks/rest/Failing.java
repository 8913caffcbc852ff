package io.databricksoperator.databricks.rest;

import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.DatabricksFailure;

/** What tests want of an answer that failed. */
final class Failing {

  private Failing() {}

  /** The failure; a success fails the test. */
  static <T> DatabricksFailure of(Answer<T> answer) {
    return switch (answer) {
      case Answer.Failed<T>(DatabricksFailure failure) -> failure;
      case Answer.Ok<T> ok -> throw new AssertionError("it did not fail: " + ok);
    };
  }
}
