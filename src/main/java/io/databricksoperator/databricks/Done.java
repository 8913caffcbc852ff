package io.databricksoperator.databricks;

/** The value of a call that returns nothing but its success. */
public record Done() {
  /** The only instance anyone needs. */
  public static final Done DONE = new Done();
}
