package io.databricksoperator.demo;

/** The demo cannot go on; the message says why and where to look. */
final class DemoFailure extends RuntimeException {

  DemoFailure(String message) {
    super(message);
  }
}
