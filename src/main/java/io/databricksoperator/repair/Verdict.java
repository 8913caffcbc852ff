package io.databricksoperator.repair;

import io.databricksoperator.api.Reason;
import java.time.Instant;

/** What is done about a run that ended. */
public sealed interface Verdict {

  /** A sentence for people: which rule decided, about which task, on what evidence. */
  String why();

  /**
   * The run is repaired.
   *
   * @param at when, never after the policy's window; in the past if the time has come
   */
  record Repair(Instant at, String why) implements Verdict {}

  /**
   * The run is left as it is.
   *
   * @param reason what a condition or event says in one word
   */
  record Stop(Reason reason, String why) implements Verdict {}
}
