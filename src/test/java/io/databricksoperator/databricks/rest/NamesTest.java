package io.databricksoperator.databricks.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.Auth;
import io.databricksoperator.databricks.CallObserver;
import io.databricksoperator.databricks.DatabricksApi;
import io.databricksoperator.databricks.DatabricksFailure.Certainty;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the look-up of a name may do to a call. */
@Timeout(30)
class NamesTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"job_id\":5}";
  private static final Duration SHORT = Duration.ofMillis(400);

  private final RawHost host = new RawHost();

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void aNameThatIsUnknownMeansNothingWasSent() {
    // Given
    try (var lost = clients(name -> throwUnknown(name))) {

      // When
      var failure =
          Failing.of(open(lost, "https://x.cloud.databricks.com").createJob(Json.object()));

      // Then
      assertThat(failure.code()).isEqualTo("HOST_NOT_FOUND");
      assertThat(failure.certainty()).isEqualTo(Certainty.NOT_SENT);
    }
  }

  @Test
  void aNameThatLeadsToAForbiddenAddressIsNotCalled() {
    // Given
    var loopback = List.of(InetAddress.getLoopbackAddress());
    try (var rebound = clients(name -> loopback)) {

      // When
      var failure =
          Failing.of(open(rebound, "https://x.cloud.databricks.com").createJob(Json.object()));

      // Then
      assertThat(failure.code()).isEqualTo("ADDRESS_NOT_ALLOWED");
      assertThat(failure.certainty()).isEqualTo(Certainty.NOT_SENT);
    }
  }

  @Test
  void anotherAddressOfTheNameIsTriedOnce() throws UnknownHostException {
    // Given
    host.answers(OK);
    var addresses = List.of(InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1"));
    var named = host.origin().replace("127.0.0.1", "db.test");
    var rules = HostRules.of(List.of(named));
    var network = network(name -> addresses);
    try (var two = new DatabricksClients(rules, Clock.systemUTC(), CallObserver.NONE, network)) {

      // When
      var answer = open(two, named).createJob(Json.object());

      // Then
      assertThat(answer).isEqualTo(Answer.ok(5L));
      assertThat(host.requests()).hasSize(1);
    }
  }

  @Test
  void aLookUpThatHangsEndsInTimeAndNothingIsSentLaterEither() {
    // Given
    host.answers(OK);
    var released = new CountDownLatch(1);
    var named = host.origin().replace("127.0.0.1", "db.test");
    var network = network(name -> hang(released));
    var rules = HostRules.of(List.of(named));
    try (var slow = new DatabricksClients(rules, Clock.systemUTC(), CallObserver.NONE, network)) {
      var databricks =
          slow.open(
              new ConnectionSettings(named, new Auth.Token("t0ken"), 100, 1, "a/b"), () -> {});

      // When
      var failure = Failing.of(databricks.createJob(Json.object()));
      released.countDown();
      var next = databricks.getJob(5);

      // Then
      assertThat(failure.certainty()).isEqualTo(Certainty.NOT_SENT);
      assertThat(failure.code()).isEqualTo("TIMED_OUT");
      assertThat(next.map(job -> job.jobId())).isEqualTo(Answer.ok(5L));
      assertThat(host.requests()).containsExactly("GET /api/2.2/jobs/get?job_id=5 HTTP/1.1");
    }
  }

  private static DatabricksApi open(DatabricksClients clients, String origin) {
    return clients.open(
        new ConnectionSettings(origin, new Auth.Token("t0ken"), 100, "a/b"), () -> {});
  }

  private static DatabricksClients clients(Network.Resolver resolver) {
    var rules = HostRules.of(List.of());
    return new DatabricksClients(rules, Clock.systemUTC(), CallObserver.NONE, network(resolver));
  }

  private static Network network(Network.Resolver resolver) {
    return new Network(resolver, SHORT, SHORT, SHORT, 1000);
  }

  private static List<InetAddress> throwUnknown(String name) throws UnknownHostException {
    throw new UnknownHostException(name);
  }

  private static List<InetAddress> hang(CountDownLatch released) {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of(InetAddress.getLoopbackAddress());
  }
}
