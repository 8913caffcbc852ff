package io.databricksoperator.databricks.rest;

import io.databricksoperator.databricks.Auth;

/**
 * What it takes to reach one workspace.
 *
 * @param host its origin as the user wrote it, for example {@code
 *     https://adb-1.2.azuredatabricks.net}
 * @param auth how to log in
 * @param requestsPerSecond at most so many calls in any one second, 1 to 100
 * @param callsInFlight at most so many calls at once, 1 to 100
 * @param workspace "namespace/name" of its object, for metrics and logs
 */
public record ConnectionSettings(
    String host, Auth auth, int requestsPerSecond, int callsInFlight, String workspace) {

  /** Calls in flight where nobody says otherwise (design 9). */
  public static final int CALLS_IN_FLIGHT = 8;

  /** Refuses figures out of bounds with an IllegalArgumentException. */
  public ConnectionSettings {
    bounded("requestsPerSecond", requestsPerSecond);
    bounded("callsInFlight", callsInFlight);
  }

  /** With the default of calls in flight. */
  public ConnectionSettings(String host, Auth auth, int requestsPerSecond, String workspace) {
    this(host, auth, requestsPerSecond, CALLS_IN_FLIGHT, workspace);
  }

  private static void bounded(String name, int value) {
    if (value < 1 || value > 100) {
      throw new IllegalArgumentException(name + " must be from 1 to 100, not " + value);
    }
  }
}
