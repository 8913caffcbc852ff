package io.databricksoperator.databricks.rest;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How long Databricks asks us to wait: the header {@code Retry-After}, or the error's details. */
final class RetryAfter {

  /**
   * However long is asked for, no more than this is obeyed (design 9): a hostile 3 years is not.
   */
  static final Duration MOST = Duration.ofSeconds(60);

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

  private RetryAfter() {}

  /**
   * The header wins over the details.
   *
   * @param header its value; null without one
   * @param details the delay in the details; null without one
   * @return at most {@link #MOST}; null where nothing readable was said
   */
  static Duration of(String header, Duration details, Instant now) {
    var asked = header == null ? null : read(header.strip(), now);
    var wait = asked == null ? details : asked;
    if (wait == null) {
      return null;
    }
    return wait.isNegative() ? Duration.ZERO : wait.compareTo(MOST) > 0 ? MOST : wait;
  }

  private static Duration read(String header, Instant now) {
    if (header.matches("\\d+")) {
      return header.length() > 9 ? MOST : Duration.ofSeconds(Long.parseLong(header));
    }
    try {
      return Duration.between(now, ZonedDateTime.parse(header, HTTP_DATE).toInstant());
    } catch (DateTimeException e) {
      return null;
    }
  }
}
