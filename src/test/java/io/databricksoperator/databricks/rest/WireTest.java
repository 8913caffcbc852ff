package io.databricksoperator.databricks.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.Auth;
import io.databricksoperator.databricks.CallObserver;
import io.databricksoperator.databricks.DatabricksApi;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.DatabricksFailure.Certainty;
import io.databricksoperator.databricks.DatabricksFailure.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens when the network misbehaves, and what is known afterwards. */
@Timeout(30)
class WireTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"job_id\":5}";
  private static final Duration SHORT = Duration.ofMillis(400);

  private final RawHost host = new RawHost();
  private final DatabricksClients clients = clients();

  @AfterEach
  void close() {
    clients.close();
    host.close();
  }

  @Test
  void aWriteWhoseConnectionDiesIsSentOnceAndAmbiguous() {
    // Given
    host.answers(RawHost.CLOSE, OK);

    // When
    var failure = Failing.of(open(host.origin()).createJob(Json.object()));

    // Then
    assertThat(failure.certainty()).isEqualTo(Certainty.AMBIGUOUS);
    assertThat(failure.code()).isEqualTo("CONNECTION_LOST");
    assertThat(host.requests()).hasSize(1);
  }

  @Test
  void aReadOnAConnectionThatDiesUnderItIsRepeatedOnce() {
    // Given
    host.answers(OK, RawHost.CLOSE, OK);
    var databricks = open(host.origin());
    databricks.getJob(5);

    // When
    var answer = databricks.getJob(5);

    // Then
    assertThat(answer.map(job -> job.jobId())).isEqualTo(Answer.ok(5L));
    assertThat(host.requests()).hasSize(3);
    assertThat(host.connections()).isEqualTo(2);
  }

  @Test
  void aReadIsNotRepeatedTwice() {
    // Given
    host.answers(RawHost.CLOSE, RawHost.CLOSE, OK);

    // When
    var failure = Failing.of(open(host.origin()).getJob(5));

    // Then
    assertThat(failure.certainty()).isEqualTo(Certainty.REJECTED);
    assertThat(host.requests()).hasSize(2);
  }

  @Test
  void aWriteNeverGoesOnAnOldConnection() {
    // Given
    host.answers(OK + RawHost.THEN_CLOSE, OK, OK);
    var databricks = open(host.origin());
    databricks.getJob(5);
    host.awaitClosed(1);

    // When
    var answers = List.of(databricks.createJob(Json.object()), databricks.createJob(Json.object()));

    // Then
    assertThat(answers).containsOnly(Answer.ok(5L));
    assertThat(host.requests()).hasSize(3);
    assertThat(host.connections()).isEqualTo(3);
  }

  @Test
  void aWriteIsNotRepeatedOnA503ThatAsksForItAtOnce() {
    // Given
    var later = "HTTP/1.1 503 Unavailable\r\nRetry-After: 0\r\nContent-Length: 2\r\n\r\n{}";
    host.answers(later, later, OK);
    var databricks = open(host.origin());

    // When
    var write = Failing.of(databricks.createJob(Json.object()));
    var read = Failing.of(databricks.getJob(5));

    // Then
    assertThat(write.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(write.certainty()).isEqualTo(Certainty.AMBIGUOUS);
    assertThat(read.code()).isEqualTo("HTTP_503");
    assertThat(host.requests()).hasSize(2);
  }

  @Test
  void aWriteWithoutAnAnswerIsAmbiguousInTime() {
    // Given
    host.answers(RawHost.SILENCE);

    // When
    var failure = Failing.of(open(host.origin()).createJob(Json.object()));

    // Then
    assertThat(failure.code()).isEqualTo("TIMED_OUT");
    assertThat(failure.certainty()).isEqualTo(Certainty.AMBIGUOUS);
    assertThat(host.requests()).hasSize(1);
  }

  @Test
  void anAnswerThatTricklesIsCutOff() {
    // Given
    host.answers("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{" + RawHost.SILENCE);

    // When
    var failure = Failing.of(open(host.origin()).getJob(5));

    // Then
    assertThat(failure.code()).isEqualTo("TIMED_OUT");
    assertThat(failure.certainty()).isEqualTo(Certainty.REJECTED);
  }

  @Test
  void aConnectionThatIsRefusedMeansNothingWasSent() throws IOException {
    // Given a port that is taken, so that no other test listens on it, and where nobody listens
    try (var taken = new Socket()) {
      taken.bind(new InetSocketAddress("127.0.0.1", 0));
      var origin = "http://127.0.0.1:" + taken.getLocalPort();
      var rules = HostRules.of(List.of(origin));
      try (var own =
          new DatabricksClients(rules, Clock.systemUTC(), CallObserver.NONE, network())) {

        // When
        var failure = Failing.of(open(own, origin).createJob(Json.object()));

        // Then
        assertThat(failure.code()).isEqualTo("CONNECT_FAILED");
        assertThat(failure.certainty()).isEqualTo(Certainty.NOT_SENT);
      }
    }
  }

  @Test
  void aHandshakeThatFailsMeansNothingWasSent() {
    // Given
    try (var plain = RawHost.thatSpeaksFirst("no TLS here\n")) {
      var secure = plain.origin().replace("http:", "https:");
      var rules = HostRules.of(List.of(secure));
      var network = network();
      try (var own = new DatabricksClients(rules, Clock.systemUTC(), CallObserver.NONE, network)) {

        // When
        var failure = Failing.of(open(own, secure).createJob(Json.object()));

        // Then
        assertThat(failure.code()).isEqualTo("TLS_FAILED");
        assertThat(failure.certainty()).isEqualTo(Certainty.NOT_SENT);
      }
    }
  }

  @Test
  void aHandshakeThatHangsMeansNothingWasSent() {
    // Given
    var secure = host.origin().replace("http:", "https:");

    // When
    var failure = Failing.of(open(secure).createJob(Json.object()));

    // Then
    assertThat(failure.code()).isEqualTo("TIMED_OUT");
    assertThat(failure.certainty()).isEqualTo(Certainty.NOT_SENT);
  }

  @Test
  void aRefusedHostIsNeverCalled() {
    // When
    DatabricksFailure failure = Failing.of(open("https://evil.example").createJob(Json.object()));

    // Then
    assertThat(failure.code()).isEqualTo("HOST_NOT_ALLOWED");
    assertThat(failure.kind()).isEqualTo(Kind.INVALID);
    assertThat(failure.certainty()).isEqualTo(Certainty.NOT_SENT);
  }

  private DatabricksApi open(String origin) {
    return open(clients, origin);
  }

  private static DatabricksApi open(DatabricksClients clients, String origin) {
    return clients.open(
        new ConnectionSettings(origin, new Auth.Token("t0ken"), 100, "a/b"), () -> {});
  }

  private DatabricksClients clients() {
    var secure = host.origin().replace("http:", "https:");
    var rules = HostRules.of(List.of(host.origin(), secure));
    return new DatabricksClients(rules, Clock.systemUTC(), CallObserver.NONE, network());
  }

  private static Network network() {
    return new Network(Network.DEFAULT.resolver(), SHORT, SHORT, SHORT, 1000);
  }
}
