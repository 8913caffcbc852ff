package io.databricksoperator.operator;

/** The operator can not start; the message says why and what to do. */
public final class StartFailure extends RuntimeException {

  StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
