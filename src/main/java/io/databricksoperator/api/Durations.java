package io.databricksoperator.api;

/** How durations are written in a spec. */
final class Durations {
  /** As Kubernetes writes them: 10s, 5m, 1h30m, 500ms. */
  static final String PATTERN = "^(0|([0-9]{1,9}(h|ms|m|s))+)$";

  private Durations() {}
}
