package io.databricksoperator.databricks;

import java.time.Duration;

/**
 * Why a call failed, and whether it may have had an effect all the same (design 3.11).
 *
 * @param kind what sort of failure, in our words
 * @param certainty whether Databricks may have carried the call out
 * @param code Databricks' own {@code error_code}, or a word of ours where there was none
 * @param message Databricks' own message, redacted and cut, or a sentence of ours
 * @param retryAfter how long Databricks asked us to wait, at most 60 s; null if it did not say
 */
public record DatabricksFailure(
    Kind kind, Certainty certainty, String code, String message, Duration retryAfter) {

  /**
   * Our code, on a NOT_FOUND of run-now and submit: the run that the idempotency token stands for
   * was deleted, and the token stays taken (databricks-api.md 2.1).
   */
  public static final String TOKEN_RUN_DELETED = "TOKEN_RUN_DELETED";

  /**
   * Our code, on an UNAVAILABLE: another workspace than the one that was meant answered at the
   * host. What it said about a job or a run says nothing about ours.
   */
  public static final String ANOTHER_WORKSPACE = "ANOTHER_WORKSPACE";

  /**
   * Our code, on a THROTTLED that was not sent: the workspace's budget of requests is taken by
   * other calls of ours. Databricks said nothing.
   */
  public static final String BUDGET_FULL = "BUDGET_FULL";

  /** What sort of failure. */
  public enum Kind {
    /** The thing addressed does not exist (often HTTP 400 with a telling text, see 4.3). */
    NOT_FOUND,
    /** The request can never work as it is. */
    INVALID,
    /** The credentials were refused. */
    UNAUTHORISED,
    /** The credentials are good and lack the permission. Never a sign that a thing is gone. */
    FORBIDDEN,
    /** Something else changed at the same time, or the thing is in another state. */
    CONFLICT,
    /** Too many requests. */
    THROTTLED,
    /** No usable answer: network, time-out, 5xx, or an answer nobody can read. */
    UNAVAILABLE
  }

  /** Whether the call may have had an effect. Only NOT_SENT may be repeated blindly. */
  public enum Certainty {
    /** It never left: no connection, host refused, no token. */
    NOT_SENT,
    /** Databricks answered that it did not do it. */
    REJECTED,
    /** It may have been done: the answer was lost, late, or a 5xx. */
    AMBIGUOUS
  }

  /** Whether the call may have had an effect. */
  public boolean ambiguous() {
    return certainty == Certainty.AMBIGUOUS;
  }

  /** Whether the call got as far as Databricks, whatever became of it there. */
  public boolean sent() {
    return certainty != Certainty.NOT_SENT;
  }

  /** Whether it is a sign that the door leads elsewhere, or lets us in no more. */
  public boolean doubtsTheDoor() {
    return kind == Kind.UNAUTHORISED || code.equals(ANOTHER_WORKSPACE);
  }

  /** How long to wait before another try: as long as this, or as Databricks asked, if longer. */
  public Duration wait(Duration backoff) {
    return retryAfter != null && retryAfter.compareTo(backoff) > 0 ? retryAfter : backoff;
  }

  /** Code and message in one line, as people read it on a condition. */
  public String text() {
    return message.isBlank() ? code : code + ": " + message;
  }
}
