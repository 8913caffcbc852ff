package io.databricksoperator.operator;

import java.net.UnknownHostException;

/** What is at the bottom of an error: there stands what a person can mend. */
public final class RootCause {

  private RootCause() {}

  /** In a few words. */
  public static String text(Throwable error) {
    var root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof UnknownHostException) {
      return "no such host";
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
