package io.databricksoperator.databricks.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import io.databricksoperator.text.Cut;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The error in a reply, whichever of the known shapes it has (databricks-api.md 4.1): Databricks',
 * SCIM's, OAuth's, the old {@code {error}}, a proxy's HTML page, or plain text.
 *
 * @param code the error's code; empty where it has none
 * @param message the error's text; empty where it has none
 * @param retryDelay from {@code RetryInfo} details; null without
 * @param json whether it was JSON at all: a proxy's page says nothing about the request
 */
record ErrorBody(String code, String message, Duration retryDelay, boolean json) {

  private static final int LONGEST = 16_384;
  private static final int MESSAGE = 8_192;
  private static final Pattern PRE = Pattern.compile("(?is)<pre[^>]*>([^<]*)</pre>");
  private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>([^<]*)</title>");
  private static final Pattern TAG = Pattern.compile("<[^<>]*>");
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})(\\.\\d{1,9})?s");

  static ErrorBody of(Reply reply) {
    if (reply.body().length == 0) {
      return new ErrorBody("", "", null, false);
    }
    return Json.read(reply.body()).map(ErrorBody::ofJson).orElseGet(() -> ofText(reply.body()));
  }

  private static ErrorBody ofJson(JsonNode node) {
    var nested = node.path("error");
    var code =
        first(
            Json.text(node, "error_code"),
            Json.text(nested, "code"),
            node.has("error_description") ? nested.asText("") : "",
            Json.text(node, "scimType"));
    var message =
        first(
            Json.text(node, "message"),
            Json.text(node, "error_description"),
            Json.text(node, "detail"),
            Json.text(nested, "message"),
            nested.asText(""));
    return new ErrorBody(code, Cut.head(message, MESSAGE), retryDelay(node.path("details")), true);
  }

  private static Duration retryDelay(JsonNode details) {
    for (var detail : details) {
      if (Json.text(detail, "@type").endsWith("RetryInfo")) {
        var delay = detail.path("retry_delay");
        var matcher = SECONDS.matcher(delay.asText(""));
        return matcher.matches()
            ? Duration.ofSeconds(
                Long.parseLong(matcher.group(1)) + (matcher.group(2) == null ? 0 : 1))
            : delay.path("seconds").canConvertToInt()
                ? Duration.ofSeconds(delay.path("seconds").asInt())
                : null;
      }
    }
    return null;
  }

  private static ErrorBody ofText(byte[] body) {
    var text = new String(body, 0, Math.min(body.length, LONGEST), StandardCharsets.UTF_8);
    var message = text.stripLeading().startsWith("<") ? page(text) : text;
    return new ErrorBody("", Cut.head(message, MESSAGE), null, false);
  }

  private static String page(String html) {
    for (var pattern : new Pattern[] {PRE, TITLE}) {
      var matcher = pattern.matcher(html);
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    return TAG.matcher(html).replaceAll(" ");
  }

  private static String first(String... texts) {
    return Stream.of(texts).filter(text -> !text.isBlank()).findFirst().orElse("");
  }
}
