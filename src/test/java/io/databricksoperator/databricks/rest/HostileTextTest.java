package io.databricksoperator.databricks.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.TaskOutput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever writes an answer, or an error that ends up in one, keeps no thread of ours busy. */
class HostileTextTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int MIB = 1 << 20;

  private static String mebibyte(String part) {
    return part.repeat(MIB / part.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<pre", "<title", "<html><pre>", "<", "job ", "run ", "run 1 in job 1 ", "job with id 1 ",
        "is ", "is active ", "access token ", "idempotency token ", "in past 1", "eyJ", "1 ", " ",
      })
  void noErrorTakesLongToRead(String part) {
    // Given
    var texts = List.of(mebibyte(part), Json.object().put("message", mebibyte(part)).toString());

    // When
    var failures = new ArrayList<DatabricksFailure>();
    assertTimeoutPreemptively(
        SOON,
        () -> {
          for (var text : texts) {
            for (var endpoint : Endpoint.values()) {
              failures.add(map(endpoint, text));
            }
          }
        });

    // Then
    assertThat(failures).allSatisfy(f -> assertThat(f.message().length()).isLessThan(513));
  }

  @ParameterizedTest
  @ValueSource(strings = {"eyJ", "://a:", "basic ", "-----BEGIN ", "token="})
  void noTraceTakesLongToRedact(String part) {
    // Given
    var output =
        Json.object().put("error", mebibyte(part)).put("error_trace", mebibyte(part) + "\nthe end");

    // When
    var seen = new ArrayList<TaskOutput>();
    assertTimeoutPreemptively(SOON, () -> seen.add(Views.output(output)));

    // Then
    assertThat(seen.getFirst().errorTrace()).hasSizeLessThan(70_000);
  }

  @Test
  void aMessageIsCutBetweenCharacters() {
    // Given
    var smiles = "x" + "😀".repeat(10_000);

    // When
    var json = map(Endpoint.JOBS_GET, Json.object().put("message", smiles).toString()).message();
    var text = map(Endpoint.JOBS_GET, smiles).message();

    // Then
    assertThat(json).isEqualTo("x" + "😀".repeat(255) + "…").isEqualTo(text);
    assertThat(ErrorBody.of(reply(smiles)).message()).doesNotContain("?");
  }

  private static DatabricksFailure map(Endpoint endpoint, String body) {
    var ask =
        endpoint.reads()
            ? Ask.get(endpoint, Map.of("job_id", "42", "run_id", "42"))
            : Ask.post(
                endpoint,
                Json.object().put("job_id", 42).put("run_id", 42).put("idempotency_token", "t"));
    return FailureMapper.of(ask, reply(body), NOW);
  }

  private static Reply reply(String body) {
    return new Reply(400, Headers.of(), body.getBytes(StandardCharsets.UTF_8));
  }
}
