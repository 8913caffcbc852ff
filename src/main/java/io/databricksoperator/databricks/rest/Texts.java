package io.databricksoperator.databricks.rest;

import com.google.re2j.Pattern;

/**
 * The texts of Databricks that decide something, because no code does (databricks-api.md 4.2, 4.3,
 * 2.1, 2.8). Where a text was never published the match is generous. RE2, since a proxy or a user
 * may write anything.
 */
final class Texts {

  private static final String GONE =
      "((does|do) not exist|doesn'?t exist|no longer exists?|(was |is |could )?not (be )?found"
          + "|(was|has been|is|been) (already )?(deleted|removed))";

  /** Between the word and its verb only an id: not "the cluster of job 5 does not exist". */
  private static final String ID = "\\b(?: with)?(?: id)?[^a-z]*";

  private static final Pattern JOB = Pattern.compile("(?i)\\bjob" + ID + GONE);
  private static final Pattern RUN =
      Pattern.compile("(?i)\\brun" + ID + "(?:(?:in|of|for) job" + ID + ")?" + GONE);

  /** Where the request holds nothing but the id, nothing else can be missing. */
  private static final Pattern ANY_JOB = Pattern.compile("(?i)\\bjob\\b.*" + GONE);

  private static final Pattern ANY_RUN = Pattern.compile("(?i)\\brun\\b.*" + GONE);
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern GONE_AT_ALL = Pattern.compile("(?i)" + GONE);
  private static final Pattern IDEMPOTENCY = Pattern.compile("(?i)idempotency[ _-]?token");
  private static final Pattern HOURLY =
      Pattern.compile(
          "(?i)in (the )?past \\d+ (seconds|minutes)|exceeding rate limit|rate limit exceeded");
  private static final Pattern LATEST_REPAIR = Pattern.compile("(?i)latest[ _]repair|repair[ _]id");
  private static final Pattern ACTIVE =
      Pattern.compile(
          "(?i)\\b(is|still|currently|already)\\b.{0,40}\\b(active|running|in progress|repaired)\\b"
              + "|not (yet )?(in a )?(terminal|terminated|finished|completed)|active run");
  private static final Pattern BAD_TOKEN =
      Pattern.compile(
          "(?i)invalid access token|\\baccess token\\b.{0,20}\\b(expired|invalid|revoked)");

  private Texts() {}

  /** Too many jobs were made in the last hour: a 400 that passes by itself. */
  static boolean hourlyQuota(String message) {
    return HOURLY.matcher(message).find();
  }

  /** A 403 that is about who calls, not about what they may do. */
  static boolean tokenRefused(ErrorBody error) {
    return error.code().equals("invalid_token")
        || error.code().equals("UNAUTHENTICATED")
        || BAD_TOKEN.matcher(error.message()).find();
  }

  /**
   * The text says that what this request addresses by its id does not exist. If it names ids, that
   * one must be among them: a reset of job 5 that calls job 42 fails on "Job 42 does not exist".
   */
  static boolean subjectMissing(Ask ask, String message) {
    var content = ask.endpoint().hasContent();
    var pattern =
        switch (ask.endpoint().thing()) {
          case JOB -> content ? JOB : ANY_JOB;
          case RUN -> content ? RUN : ANY_RUN;
          case NONE -> null;
        };
    if (pattern == null || ask.subject() == null) {
      return false;
    }
    return pattern.matcher(message).find() && mayMean(ask.subject(), message);
  }

  private static boolean mayMean(long subject, String message) {
    boolean any = false;
    for (var number = NUMBER.matcher(message); number.find(); ) {
      if (number.group().equals(Long.toString(subject))) {
        return true;
      }
      any = true;
    }
    return !any;
  }

  /**
   * The run that belongs to the request's idempotency token was deleted (2.1). Starting a run
   * addresses none, so a run that "does not exist" can only be that one.
   */
  static boolean tokenRunDeleted(Ask ask, String message) {
    var starts = ask.endpoint() == Endpoint.RUN_NOW || ask.endpoint() == Endpoint.RUNS_SUBMIT;
    return starts
        && ask.tokened()
        && (RUN.matcher(message).find()
            || IDEMPOTENCY.matcher(message).find() && GONE_AT_ALL.matcher(message).find());
  }

  /** A repair is refused because another one came first, or because the run is active. */
  static boolean repairConflict(Ask ask, ErrorBody error) {
    return ask.endpoint() == Endpoint.RUNS_REPAIR
        && (LATEST_REPAIR.matcher(error.message()).find()
            || ACTIVE.matcher(error.message()).find());
  }
}
