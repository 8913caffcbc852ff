package io.databricksoperator.databricks;

import java.time.Duration;

/**
 * Is told of every HTTP call to Databricks, so that the wiring can count them (design 9, Metrics).
 * Each {@code started} is followed by one {@code ended}. Methods must return at once and must not
 * throw; they are called from many threads.
 */
public interface CallObserver {

  /** The outcome of a call that succeeded; a failed one has its kind in lower case. */
  String OK = "ok";

  /** Looks away. */
  CallObserver NONE =
      new CallObserver() {
        @Override
        public void started(String workspace, String endpoint) {}

        @Override
        public void ended(String workspace, String endpoint, String outcome, Duration took) {}
      };

  /**
   * A call is about to be made: one more in flight.
   *
   * @param workspace "namespace/name" of the workspace object
   * @param endpoint one of a few fixed words, for example {@code jobs/create}
   */
  void started(String workspace, String endpoint);

  /**
   * The call is over: one less in flight.
   *
   * @param outcome {@link #OK}, or the kind of failure in lower case, for example {@code throttled}
   * @param took from the moment it was started, without the wait for the workspace's budget
   */
  void ended(String workspace, String endpoint, String outcome, Duration took);
}
