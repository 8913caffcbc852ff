package io.databricksoperator.databricks.rest;

import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.DatabricksFailure.Certainty;
import io.databricksoperator.databricks.DatabricksFailure.Kind;
import io.databricksoperator.databricks.Redaction;
import java.time.Instant;
import java.util.Set;

/**
 * Turns a reply that is no success into a failure (databricks-api.md 4). Pure. The code wins over
 * the status, since Databricks answers 400 to much that others answer 404, 409 or 429 to. Texts are
 * matched here and in {@link Texts} only.
 */
final class FailureMapper {

  /** Longer messages are cut: they end up in conditions. */
  private static final int MESSAGE = 512;

  private static final Set<String> THROTTLED =
      Set.of(
          "RESOURCE_EXHAUSTED",
          "REQUEST_LIMIT_EXCEEDED",
          "QUOTA_EXCEEDED",
          "RESOURCE_LIMIT_EXCEEDED");
  private static final Set<String> CONFLICTS =
      Set.of(
          "RESOURCE_CONFLICT",
          "ABORTED",
          "CONFLICT",
          "ALREADY_EXISTS",
          "RESOURCE_ALREADY_EXISTS",
          "INVALID_STATE");
  private static final Set<String> MISSING = Set.of("RESOURCE_DOES_NOT_EXIST", "NOT_FOUND");

  private FailureMapper() {}

  /**
   * The failure a reply stands for.
   *
   * @param now when it came, to read a {@code Retry-After} that is a date
   */
  static DatabricksFailure of(Ask ask, Reply reply, Instant now) {
    var error = ErrorBody.of(reply);
    var kind = kind(ask, reply.status(), error);
    var wait = RetryAfter.of(reply.headers().get("Retry-After"), error.retryDelay(), now);
    return new DatabricksFailure(
        kind,
        certainty(ask, reply.status()),
        code(ask, reply.status(), kind, error),
        message(ask, reply, kind, error),
        wait);
  }

  private static Kind kind(Ask ask, int status, ErrorBody error) {
    if (status < 400) {
      return Kind.UNAVAILABLE;
    }
    if (THROTTLED.contains(error.code()) || status == 429 || Texts.hourlyQuota(error.message())) {
      return Kind.THROTTLED;
    }
    if (status >= 500 || status == 408 || status == 499) {
      return Kind.UNAVAILABLE;
    }
    if (status == 401
        || status == 403 && Texts.tokenRefused(error)
        || refusedLogin(ask, status, error)) {
      return Kind.UNAUTHORISED;
    }
    if (status == 403 || error.code().equals("PERMISSION_DENIED")) {
      return Kind.FORBIDDEN;
    }
    return ofRequest(ask, status, error);
  }

  /** At the token endpoint every refusal means that the client id or the secret is wrong. */
  private static boolean refusedLogin(Ask ask, int status, ErrorBody error) {
    return ask.endpoint() == Endpoint.TOKEN && error.json() && status < 404;
  }

  private static Kind ofRequest(Ask ask, int status, ErrorBody error) {
    if (!error.json()) {
      // Databricks answers in JSON: this is a proxy's word, which says nothing about the request.
      return Kind.UNAVAILABLE;
    }
    if (Texts.tokenRunDeleted(ask, error.message()) || missing(ask, status, error)) {
      return Kind.NOT_FOUND;
    }
    if (status == 409 || CONFLICTS.contains(error.code()) || Texts.repairConflict(ask, error)) {
      return Kind.CONFLICT;
    }
    return Kind.INVALID;
  }

  /**
   * Whether the very thing that was addressed is missing. A page of a proxy, an unknown endpoint,
   * or a job, cluster or path that the request only mentions are no such sign: jobs are made again
   * on it.
   */
  private static boolean missing(Ask ask, int status, ErrorBody error) {
    if (Texts.subjectMissing(ask, error.message())) {
      return true;
    }
    var said = MISSING.contains(error.code()) || status == 404 && error.code().isEmpty();
    return said
        && ask.subject() != null
        && (!ask.endpoint().hasContent() || error.message().isBlank());
  }

  private static Certainty certainty(Ask ask, int status) {
    var unknown = status < 400 || status >= 500 || status == 408 || status == 499;
    return unknown ? Failures.lost(ask) : Certainty.REJECTED;
  }

  private static String code(Ask ask, int status, Kind kind, ErrorBody error) {
    if (status >= 300 && status < 400) {
      return "REDIRECTED";
    }
    if (kind == Kind.NOT_FOUND && Texts.tokenRunDeleted(ask, error.message())) {
      return DatabricksFailure.TOKEN_RUN_DELETED;
    }
    return error.code().isBlank() ? "HTTP_" + status : Redaction.of(error.code(), 64);
  }

  private static String message(Ask ask, Reply reply, Kind kind, ErrorBody error) {
    if (reply.status() < 400) {
      return "The host answered with a redirect, which is not followed: check the host.";
    }
    var reason = reply.headers().get("X-Databricks-Reason-Phrase");
    var text = error.message().isBlank() && reason != null ? reason : error.message();
    var clean = Redaction.of(text.replaceAll("\\s+", " ").strip(), MESSAGE);
    return ask.endpoint() == Endpoint.TOKEN && kind == Kind.UNAUTHORISED
        ? Redaction.of("The client id or the secret was refused. " + clean, MESSAGE).strip()
        : clean;
  }
}
