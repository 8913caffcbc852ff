package io.databricksoperator.databricks.rest;

import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.DatabricksFailure.Certainty;
import io.databricksoperator.databricks.DatabricksFailure.Kind;
import io.databricksoperator.databricks.Redaction;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Failures without an answer of Databricks: ours, and the network's. */
final class Failures {

  private static final int WORKSPACE_ID = 64;

  /** The thread was asked to stop. */
  static final String INTERRUPTED = "INTERRUPTED";

  private Failures() {}

  /** The host is refused by {@link HostRules}. */
  static DatabricksFailure hostRefused(String sentence) {
    return new DatabricksFailure(
        Kind.INVALID, Certainty.NOT_SENT, "HOST_NOT_ALLOWED", sentence, null);
  }

  /** The workspace's budget has no room: too much of our own is to be done, it says nothing. */
  static DatabricksFailure budgetFull(Duration waited) {
    var message =
        "The requests that requestsPerSecond lets through are taken by others for "
            + waited.toSeconds()
            + " s already; this one waits its turn.";
    return new DatabricksFailure(
        Kind.THROTTLED,
        Certainty.NOT_SENT,
        DatabricksFailure.BUDGET_FULL,
        message,
        Duration.ofSeconds(5));
  }

  /** Databricks asked us to wait, and the time is not over. */
  static DatabricksFailure tooEarly(DatabricksFailure before, Duration left) {
    return new DatabricksFailure(
        before.kind(), Certainty.NOT_SENT, before.code(), before.message(), left);
  }

  static DatabricksFailure interrupted(boolean mayHaveArrived) {
    var certainty = mayHaveArrived ? Certainty.AMBIGUOUS : Certainty.NOT_SENT;
    return new DatabricksFailure(
        Kind.UNAVAILABLE, certainty, INTERRUPTED, "The operator is stopping.", null);
  }

  /** The same failure for a call that was not made because of it. */
  static DatabricksFailure notSent(DatabricksFailure failure) {
    return new DatabricksFailure(
        failure.kind(),
        Certainty.NOT_SENT,
        failure.code(),
        failure.message(),
        failure.retryAfter());
  }

  /**
   * Another workspace answered.
   *
   * @param done what it says it did; an error is as certain as it would be otherwise
   */
  static DatabricksFailure elsewhere(Ask ask, Reply reply, Answer<Content> done) {
    var certainty =
        switch (done) {
          case Answer.Ok<Content> ok -> lost(ask);
          case Answer.Failed<Content>(DatabricksFailure failure) -> failure.certainty();
        };
    var message =
        "Workspace "
            + Redaction.of(reply.workspaceId(), WORKSPACE_ID)
            + " answered at this host in place of workspace "
            + ask.workspaceId()
            + (certainty == Certainty.AMBIGUOUS ? ", and may have done what was asked." : ".");
    return unavailable(certainty, DatabricksFailure.ANOTHER_WORKSPACE, message);
  }

  /** No answer at all. */
  static DatabricksFailure network(Ask ask, String host, Wire.Broken broken) {
    var certainty = broken.sent() ? lost(ask) : Certainty.NOT_SENT;
    return switch (broken.cause()) {
      case GuardedDns.ForbiddenAddressException e ->
          unavailable(certainty, "ADDRESS_NOT_ALLOWED", e.getMessage());
      case UnknownHostException e ->
          unavailable(certainty, "HOST_NOT_FOUND", "The name " + host + " cannot be resolved.");
      case Wire.TooLongException e -> unavailable(certainty, "ANSWER_TOO_LONG", e.getMessage());
      case SSLException e ->
          unavailable(certainty, "TLS_FAILED", "No secure connection to " + host + ": " + why(e));
      case IOException e when timedOut(e) ->
          unavailable(certainty, "TIMED_OUT", late(host, broken.sent()));
      case IOException e when broken.sent() ->
          unavailable(certainty, "CONNECTION_LOST", "The connection to " + host + " was lost.");
      case IOException e ->
          unavailable(certainty, "CONNECT_FAILED", "No connection to " + host + ": " + why(e));
    };
  }

  /** An answer of success that nobody can read; a write was perhaps done. */
  static DatabricksFailure unreadable(Ask ask, String why) {
    return unavailable(lost(ask), "UNREADABLE_ANSWER", "The answer cannot be read: " + why + ".");
  }

  /** Whether the connection broke, rather than being slow or saying too much. */
  static boolean brokenOff(IOException e) {
    return !timedOut(e) && !(e instanceof Wire.TooLongException);
  }

  /** Whether a connection to another address of the same name could fare better. */
  static boolean otherAddressMayHelp(IOException e) {
    return !(e instanceof UnknownHostException);
  }

  /** Whether it ended because time was up. */
  private static boolean timedOut(IOException e) {
    return e instanceof InterruptedIOException || "timeout".equals(e.getMessage());
  }

  /** What a request whose answer is lost may have done. */
  static Certainty lost(Ask ask) {
    return ask.endpoint().reads() ? Certainty.REJECTED : Certainty.AMBIGUOUS;
  }

  private static DatabricksFailure unavailable(Certainty certainty, String code, String message) {
    return new DatabricksFailure(Kind.UNAVAILABLE, certainty, code, message, null);
  }

  private static String late(String host, boolean sent) {
    return sent ? host + " did not answer in time." : "No connection to " + host + " in time.";
  }

  private static String why(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
