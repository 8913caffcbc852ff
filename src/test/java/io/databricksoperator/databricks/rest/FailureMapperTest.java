package io.databricksoperator.databricks.rest;

import static io.databricksoperator.databricks.DatabricksFailure.Certainty.AMBIGUOUS;
import static io.databricksoperator.databricks.DatabricksFailure.Certainty.REJECTED;
import static io.databricksoperator.databricks.DatabricksFailure.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.DatabricksFailure.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each answer that is no success stands for (databricks-api.md 4). */
class FailureMapperTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final String BODY = "{\"error_code\":\"%s\",\"message\":\"%s\"}";

  /** The table is in the resource: endpoint, status, code, message, kind. Ids asked for are 42. */
  @ParameterizedTest
  @CsvFileSource(resources = "failures.csv", delimiter = '|', numLinesToSkip = 1)
  void eachShapeHasItsKind(Endpoint endpoint, int status, String code, String text, Kind kind) {
    var failure = map(endpoint, status, BODY.formatted(code == null ? "" : code, text));

    assertThat(failure.kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "JOBS_CREATE, 500, AMBIGUOUS", "JOBS_CREATE, 503, AMBIGUOUS", "RUN_NOW, 504, AMBIGUOUS",
    "RUN_NOW, 408, AMBIGUOUS", "RUN_NOW, 499, AMBIGUOUS", "RUN_NOW, 302, AMBIGUOUS",
    "JOBS_CREATE, 429, REJECTED", "JOBS_CREATE, 400, REJECTED", "JOBS_CREATE, 401, REJECTED",
    "JOBS_CREATE, 403, REJECTED", "RUNS_REPAIR, 409, REJECTED", "JOBS_GET, 500, REJECTED",
    "JOBS_GET, 302, REJECTED", "JOBS_GET, 404, REJECTED",
  })
  void aWriteMayHaveBeenDoneUnlessDatabricksSaysOtherwise(
      Endpoint endpoint, int status, DatabricksFailure.Certainty certainty) {
    assertThat(map(endpoint, status, "{}").certainty()).isEqualTo(certainty);
  }

  @Test
  void aThrottled503IsThrottledAndMayStillHaveBeenDone() {
    var failure = map(Endpoint.RUN_NOW, 503, BODY.formatted("REQUEST_LIMIT_EXCEEDED", "slow"));

    assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
    assertThat(failure.certainty()).isEqualTo(AMBIGUOUS);
  }

  @ParameterizedTest
  @EnumSource(
      value = Endpoint.class,
      names = {"RUN_NOW", "RUNS_SUBMIT"})
  void theDeletedRunOfATokenHasACodeOfItsOwn(Endpoint endpoint) {
    // Given
    var body = Json.object().put("job_id", 42).put("idempotency_token", "t");
    for (var text :
        new String[] {
          "Run 776655443322110 does not exist.",
          "The run with idempotency token t was deleted.",
          "A run with this idempotency_token has been deleted and cannot be returned",
        }) {

      // When
      var failure =
          map(Ask.post(endpoint, body), 400, BODY.formatted("INVALID_PARAMETER_VALUE", text));

      // Then
      assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
      assertThat(failure.code()).isEqualTo(DatabricksFailure.TOKEN_RUN_DELETED);
    }
  }

  @Test
  void withoutATokenNoRunOfATokenIsMissing() {
    var failure = map(Endpoint.RUN_NOW, 400, BODY.formatted("X", "Run 7 does not exist."));

    assertThat(failure.kind()).isEqualTo(Kind.INVALID);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectSaysSo(int status) {
    var failure = map(Endpoint.JOBS_GET, status, "");

    assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
    assertThat(failure.text()).contains("REDIRECTED").contains("check the host");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"error_code\":\"X\",\"message\":\"a\\n  b\"} | X: a b",
        "{\"error\":\"old\"} | HTTP_500: old",
        "{\"error\":\"invalid_client\",\"error_description\":\"no\"} | invalid_client: no",
        "{\"error\":{\"code\":\"C\",\"message\":\"nested\"}} | C: nested",
        "{\"detail\":\"scim\",\"status\":\"500\",\"schemas\":[]} | HTTP_500: scim",
        "{\"detail\":\"scim\",\"scimType\":\"tooMany\"} | tooMany: scim",
        "{\"error_code\":1000,\"message\":null} | 1000",
        "<html><head><title>502 Bad Gateway</title></head><body>x</body> | HTTP_500: 502 Bad"
            + " Gateway",
        "<html><pre>upstream gone</pre></html> | HTTP_500: upstream gone",
        "<b>no</b> title | HTTP_500: no title",
        "plain text | HTTP_500: plain text",
        "[1,2] | HTTP_500: [1,2]",
        "{\"cut | HTTP_500: {\"cut",
        "{} | HTTP_500",
      })
  void everyShapeOfErrorIsRead(String body, String text) {
    assertThat(map(Endpoint.JOBS_GET, 500, body).text()).isEqualTo(text);
  }

  @Test
  void thereIsATextEvenWithoutABody() {
    var headers = Headers.of("X-Databricks-Reason-Phrase", "Workspace is waking up");
    var failure =
        FailureMapper.of(ask(Endpoint.JOBS_GET), new Reply(503, headers, new byte[0]), NOW);

    assertThat(failure.text()).isEqualTo("HTTP_503: Workspace is waking up");
  }

  @Test
  void messagesLoseSecretsAndAreCut() {
    var message = "token dapi0123456789abcdef0123456789abcdef refused " + "x".repeat(100_000);
    var failure = map(Endpoint.JOBS_GET, 400, BODY.formatted("X", message));

    assertThat(failure.message()).hasSize(512).contains("***").doesNotContain("dapi0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "7 | 7",
        "0 | 0",
        "3600 | 60",
        "99999999999999999999 | 60",
        "Mon, 23 Nov 2026 12:00:20 GMT | 20",
        "Mon, 23 Nov 2026 11:00:00 GMT | 0",
        "Mon, 23 Nov 2099 12:00:00 GMT | 60",
        "soon | null",
        "-5 | null",
      })
  void retryAfterIsReadInBothFormsAndCapped(String header, Integer seconds) {
    var reply =
        new Reply(429, Headers.of("Retry-After", header), "{}".getBytes(StandardCharsets.UTF_8));

    var failure = FailureMapper.of(ask(Endpoint.JOBS_GET), reply, NOW);

    assertThat(failure.retryAfter())
        .isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {"\"30s\" | 30", "\"0.5s\" | 1", "{\"seconds\":12} | 12", "\"3600s\" | 60"})
  void retryInfoCountsWhereThereIsNoHeader(String delay, int seconds) {
    var body =
        "{\"error_code\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"@type\":\"a\"},{\"@type\":"
            + "\"type.googleapis.com/google.rpc.RetryInfo\",\"retry_delay\":"
            + delay
            + "}]}";

    assertThat(map(Endpoint.JOBS_GET, 429, body).retryAfter())
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void aRefusedLoginSaysWhatWasRefused() {
    var body =
        "{\"error\":\"invalid_client\",\"error_description\":\"Client authentication failed\"}";
    for (int status : new int[] {400, 401}) {
      var failure = map(Endpoint.TOKEN, status, body);

      assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORISED);
      assertThat(failure.text())
          .isEqualTo(
              "invalid_client: The client id or the secret was refused. Client authentication"
                  + " failed");
    }
  }

  @Test
  void aPageOfAProxyIsNoSignThatAJobIsGone() {
    var failure = map(Endpoint.JOBS_GET, 404, "<html><title>Job 42 here</title></html>");

    assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
    assertThat(failure.certainty()).isEqualTo(REJECTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "empty",
      value = {
        "400 | <html><title>400 Bad Request</title>cloudflare</html>",
        "400 | Job 42 does not exist.",
        "400 | empty",
        "404 | Run 42 does not exist.",
        "409 | <html>busy</html>",
        "413 | too large",
        "431 | [1]",
      })
  void whatIsNotJsonIsNoWordOfDatabricks(int status, String body) {
    for (var endpoint : Endpoint.values()) {
      var failure = map(endpoint, status, body == null ? "" : body);

      assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
      assertThat(failure.certainty()).isEqualTo(REJECTED);
    }
  }

  @ParameterizedTest
  @CsvSource({"401, UNAUTHORISED", "403, FORBIDDEN", "429, THROTTLED"})
  void aStatusThatProxiesAndDatabricksUseAlikeCountsWithoutJson(int status, Kind kind) {
    assertThat(map(Endpoint.RUN_NOW, status, "<html>no</html>").kind()).isEqualTo(kind);
  }

  private static DatabricksFailure map(Endpoint endpoint, int status, String body) {
    return map(ask(endpoint), status, body);
  }

  private static DatabricksFailure map(Ask ask, int status, String body) {
    var reply = new Reply(status, Headers.of(), body.getBytes(StandardCharsets.UTF_8));
    return FailureMapper.of(ask, reply, NOW);
  }

  private static Ask ask(Endpoint endpoint) {
    var field = endpoint.thing().field();
    if (endpoint.reads()) {
      return Ask.get(endpoint, field.isEmpty() ? Map.of() : Map.of(field, "42"));
    }
    var body = Json.object();
    return Ask.post(endpoint, field.isEmpty() ? body : body.put(field, 42));
  }
}
