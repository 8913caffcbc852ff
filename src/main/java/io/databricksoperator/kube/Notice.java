package io.databricksoperator.kube;

import io.databricksoperator.api.Reason;

/**
 * Something to tell people in an event.
 *
 * @param warning whether it needs attention
 * @param reason one of the product's reasons
 * @param message a sentence
 */
public record Notice(boolean warning, Reason reason, String message) {

  /** Good to know. */
  public static Notice normal(Reason reason, String message) {
    return new Notice(false, reason, message);
  }

  /** Needs attention. */
  public static Notice warning(Reason reason, String message) {
    return new Notice(true, reason, message);
  }
}
