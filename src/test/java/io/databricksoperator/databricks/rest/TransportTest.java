package io.databricksoperator.databricks.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.Auth;
import io.databricksoperator.databricks.CallObserver;
import io.databricksoperator.databricks.DatabricksApi;
import io.databricksoperator.databricks.DatabricksFailure.Certainty;
import io.databricksoperator.databricks.DatabricksFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of answers that are not what was asked for. */
@Timeout(30)
class TransportTest {

  private static final String CREATE = "/api/2.2/jobs/create";
  private static final String GET = "/api/2.2/jobs/get";
  private static final int CAP = 100_000;

  private final FakeHost host = new FakeHost();
  private final ManualClock clock = new ManualClock();
  private final List<String> observed = new CopyOnWriteArrayList<>();
  private final DatabricksClients clients =
      new DatabricksClients(
          HostRules.of(List.of(host.origin())), clock, new Noting(observed), network());
  private final DatabricksApi databricks =
      clients.open(
          new ConnectionSettings(host.origin(), new Auth.Token("t0ken"), 100, "a/b"), () -> {});

  @AfterEach
  void close() {
    clients.close();
    host.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsNotFollowedAndTakesNoTokenAlong(int status) {
    // Given
    try (var other = new FakeHost()) {
      var away = Map.of("Location", other.origin() + CREATE);
      host.on(CREATE, request -> new FakeHost.Reaction(status, away, new byte[0]));
      host.on(GET, request -> new FakeHost.Reaction(status, away, new byte[0]));

      // When
      var write = Failing.of(databricks.createJob(Json.object()));
      var read = Failing.of(databricks.getJob(5));

      // Then
      assertThat(write.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(read.code()).isEqualTo("REDIRECTED");
      assertThat(other.seen()).isEmpty();
      assertThat(host.seen()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<html>please log in</html>", "[]", "{\"job_id\":", "{}{}", "nonsense", "\"x\""})
  void aSuccessThatCannotBeReadIsNoSuccess(String body) {
    // Given
    host.on(CREATE, 200, body);
    host.on(GET, 200, body);

    // When
    var write = Failing.of(databricks.createJob(Json.object()));
    var read = Failing.of(databricks.getJob(5));

    // Then
    assertThat(write.code()).isEqualTo("UNREADABLE_ANSWER");
    assertThat(write.certainty()).isEqualTo(Certainty.AMBIGUOUS);
    assertThat(read.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(read.certainty()).isEqualTo(Certainty.REJECTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"job_id\":null}", "{\"job_id\":1.5}", "{\"job_id\":1e400}"})
  void aSuccessWithoutItsIdMayHaveHappened(String body) {
    // Given
    host.on(CREATE, 200, body);

    // Then
    assertThat(Failing.of(databricks.createJob(Json.object())).certainty())
        .isEqualTo(Certainty.AMBIGUOUS);
  }

  @Test
  void anAnswerUpToTheCapIsTakenAndNoLongerOne() {
    // Given
    host.on(GET, 200, padded(CAP));
    host.on("/api/2.2/jobs/runs/get", 200, padded(CAP + 1));

    // When
    var fits = databricks.getJob(5);
    var tooLong = Failing.of(databricks.getRun(5));

    // Then
    assertThat(fits.map(job -> job.jobId())).isEqualTo(Answer.ok(5L));
    assertThat(tooLong.code()).isEqualTo("ANSWER_TOO_LONG");
    assertThat(host.seen()).hasSize(2);
  }

  @Test
  void aSmallAnswerThatUnpacksToAHugeOneIsCutOff() throws IOException {
    // Given
    var bomb = new FakeHost.Reaction(200, Map.of("Content-Encoding", "gzip"), gzip(50_000_000));
    host.on(CREATE, request -> bomb);

    // When
    var failure = Failing.of(databricks.createJob(Json.object()));

    // Then
    assertThat(bomb.body()).hasSizeLessThan(CAP);
    assertThat(failure.code()).isEqualTo("ANSWER_TOO_LONG");
    assertThat(failure.certainty()).isEqualTo(Certainty.AMBIGUOUS);
  }

  @Test
  void aPackedAnswerIsUnpacked() throws IOException {
    // Given
    var packed = new FakeHost.Reaction(200, Map.of("Content-Encoding", "gzip"), gzip(10));
    host.on(GET, request -> packed);

    // Then
    assertThat(databricks.getJob(5).map(job -> job.jobId())).isEqualTo(Answer.ok(5L));
  }

  @Test
  void cookiesAreNotKept() {
    // Given
    var cookie = Map.of("Set-Cookie", "session=1");
    var body = "{\"job_id\":5}".getBytes(StandardCharsets.UTF_8);
    host.on(GET, request -> new FakeHost.Reaction(200, cookie, body));

    // When
    databricks.getJob(5);
    databricks.getJob(5);

    // Then
    assertThat(host.seen()).extracting(FakeHost.Seen::cookie).containsOnlyNulls();
  }

  @Test
  void aRetryAfterIsObeyedForThatEndpointOnly() {
    // Given
    var slow = Map.of("Retry-After", "20");
    var body = "{\"error_code\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":\"slow\"}";
    host.on(CREATE, r -> new FakeHost.Reaction(429, slow, body.getBytes(StandardCharsets.UTF_8)));
    host.on(GET, 200, "{\"job_id\":5}");
    var first = Failing.of(databricks.createJob(Json.object()));

    // When
    clock.forward(Duration.ofSeconds(5));
    var early = Failing.of(databricks.createJob(Json.object()));
    databricks.getJob(5);

    // Then
    assertThat(first.certainty()).isEqualTo(Certainty.REJECTED);
    assertThat(early.certainty()).isEqualTo(Certainty.NOT_SENT);
    assertThat(early.kind()).isEqualTo(Kind.THROTTLED);
    assertThat(early.retryAfter()).isEqualTo(Duration.ofSeconds(15));
    assertThat(host.seen()).extracting(FakeHost.Seen::path).containsExactly(CREATE, GET);
  }

  @Test
  void aRetryAfterEnds() {
    // Given
    host.on(CREATE, r -> new FakeHost.Reaction(503, Map.of("Retry-After", "999"), new byte[0]));
    databricks.createJob(Json.object());

    // When
    clock.forward(Duration.ofSeconds(60));
    databricks.createJob(Json.object());

    // Then
    assertThat(host.seen()).hasSize(2);
  }

  @Test
  void aRetryAfterLastsNoLongerThanItSaysWhenTheClockIsSetBack() {
    // Given
    host.on(CREATE, r -> new FakeHost.Reaction(503, Map.of("Retry-After", "20"), new byte[0]));
    databricks.createJob(Json.object());

    // When
    clock.forward(Duration.ofHours(-1));
    var early = Failing.of(databricks.createJob(Json.object()));
    clock.forward(Duration.ofSeconds(20));
    databricks.createJob(Json.object());

    // Then
    assertThat(early.retryAfter()).isEqualTo(Duration.ofSeconds(20));
    assertThat(host.seen()).hasSize(2);
  }

  @Test
  void everyCallIsObservedWithItsOutcome() {
    // Given
    host.on(GET, 200, "{\"job_id\":5}");
    host.on(CREATE, 429, "{}");

    // When
    databricks.getJob(5);
    databricks.createJob(Json.object());

    // Then
    assertThat(observed)
        .containsExactly(
            "+a/b jobs/get", "-a/b jobs/get ok", "+a/b jobs/create", "-a/b jobs/create throttled");
  }

  private static Network network() {
    var second = Duration.ofSeconds(10);
    return new Network(Network.DEFAULT.resolver(), second, second, second, CAP);
  }

  private static String padded(int length) {
    var start = "{\"job_id\":5,\"run_id\":5,\"x\":\"";
    return start + "x".repeat(length - start.length() - 2) + "\"}";
  }

  private static byte[] gzip(int length) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write("{\"job_id\":5,\"x\":\"".getBytes(StandardCharsets.UTF_8));
      gzip.write("x".repeat(length).getBytes(StandardCharsets.UTF_8));
      gzip.write("\"}".getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** Writes down what it is told. */
  private record Noting(List<String> notes) implements CallObserver {
    @Override
    public void started(String workspace, String endpoint) {
      notes.add("+" + workspace + " " + endpoint);
    }

    @Override
    public void ended(String workspace, String endpoint, String outcome, Duration took) {
      notes.add("-" + workspace + " " + endpoint + " " + outcome);
    }
  }
}
