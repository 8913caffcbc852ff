package io.databricksoperator.simulator;

/** Where a task attempt stands, with its names in the API. */
enum TaskPhase {
  BLOCKED("BLOCKED", "BLOCKED"),
  WAITING_FOR_RETRY("WAITING_FOR_RETRY", "WAITING"),
  PENDING("PENDING", "PENDING"),
  RUNNING("RUNNING", "RUNNING"),
  TERMINATING("TERMINATING", "TERMINATING"),
  ENDED("TERMINATED", "TERMINATED");

  private final String lifeCycle;
  private final String state;

  TaskPhase(String lifeCycle, String state) {
    this.lifeCycle = lifeCycle;
    this.state = state;
  }

  /** Legacy {@code life_cycle_state}. */
  String lifeCycle() {
    return lifeCycle;
  }

  /** {@code status.state}. */
  String state() {
    return state;
  }
}
