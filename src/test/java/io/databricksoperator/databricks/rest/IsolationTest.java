package io.databricksoperator.databricks.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.Auth;
import io.databricksoperator.databricks.CallObserver;
import io.databricksoperator.databricks.DatabricksApi;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.DatabricksFailure.Certainty;
import io.databricksoperator.databricks.Identity;
import io.databricksoperator.databricks.JobView;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One workspace that hangs holds up nobody else (design 3.6). */
@Timeout(30)
class IsolationTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final RawHost hole = new RawHost();
  private final FakeHost fast = new FakeHost();
  private final DatabricksClients clients =
      new DatabricksClients(
          HostRules.of(List.of(hole.origin(), fast.origin())),
          Clock.systemUTC(),
          CallObserver.NONE,
          new Network(Network.DEFAULT.resolver(), LONG, LONG, Duration.ofMillis(300), 1000));

  @AfterEach
  void close() {
    hole.close();
    clients.close();
    fast.close();
  }

  @Test
  void aBlackHoleDoesNotSlowAnotherWorkspace() {
    // Given
    swallowAll();
    var stuck = open(hole.origin(), "a/hole");
    var quick = open(fast.origin(), "a/fast");
    fast.on("/api/2.2/jobs/get", 200, "{\"job_id\":5}");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        threads.submit(() -> stuck.getJob(5));
      }
      await().until(() -> hole.requests().size() == 8);

      // When
      var start = System.nanoTime();
      for (int i = 0; i < 50; i++) {
        assertThat(quick.getJob(5).map(job -> job.jobId())).isEqualTo(Answer.ok(5L));
      }
      var took = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);

      // Then
      assertThat(took).isLessThan(5);
      assertThat(hole.requests()).hasSize(8);
      hole.close();
    }
  }

  @Test
  void twoWorkspacesOnOneHostShareNoQueue() {
    // Given
    swallowAll();
    var one = open(hole.origin(), "a/one");
    var two = open(hole.origin(), "a/two");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {

      // When
      for (int i = 0; i < 10; i++) {
        threads.submit(() -> one.getJob(5));
        threads.submit(() -> two.getJob(5));
      }

      // Then
      await().until(() -> hole.requests().size() == 16);
      hole.close();
    }
  }

  @Test
  void aCallThatFindsNoRoomInTheBudgetIsNotSent() {
    // Given
    swallowAll();
    var stuck = open(hole.origin(), "a/hole");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        threads.submit(() -> stuck.getJob(5));
      }
      await().until(() -> hole.requests().size() == 8);

      // When
      var failure = Failing.of(stuck.createJob(Json.object()));

      // Then
      assertThat(failure.code()).isEqualTo("BUDGET_FULL");
      assertThat(failure.kind()).isEqualTo(DatabricksFailure.Kind.THROTTLED);
      assertThat(failure.certainty()).isEqualTo(Certainty.NOT_SENT);
      assertThat(failure.retryAfter()).isPositive();
      hole.close();
    }
  }

  @Test
  void whoWeAreIsAskedPastAQueueThatIsFull() {
    // Given
    var hung = new CountDownLatch(1);
    fast.on("/api/2.2/jobs/get", request -> hang(hung));
    fast.on("/oidc/v1/token", 200, "{\"access_token\":\"t0ken\"}");
    fast.on("/api/2.0/preview/scim/v2/Me", 200, "{\"userName\":\"me\"}");
    var client = new Auth.ClientCredentials("app-id", "s3cr3t");
    var databricks =
        clients.open(new ConnectionSettings(fast.origin(), client, 100, "a/fast"), () -> {});
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        threads.submit(() -> databricks.getJob(5));
      }
      await().until(() -> fast.seen("/api/2.2/jobs/get").size() == 8);

      // When
      var me = databricks.me();

      // Then
      assertThat(me.map(Identity::userName)).isEqualTo(Answer.ok("me"));
      hung.countDown();
    }
  }

  @Test
  void aCallThatFoundNoRoomHoldsNoOtherBack() {
    // Given
    var hung = new CountDownLatch(1);
    fast.on("/api/2.2/jobs/get", request -> hang(hung));
    var databricks = open(fast.origin(), "a/fast");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        threads.submit(() -> databricks.getJob(5));
      }
      await().until(() -> fast.seen("/api/2.2/jobs/get").size() == 8);
      var full = Failing.of(databricks.getJob(5));

      // When
      hung.countDown();
      await()
          .atMost(Duration.ofSeconds(3))
          .until(() -> databricks.getJob(5) instanceof Answer.Ok<JobView>);

      // Then
      assertThat(full.code()).isEqualTo(DatabricksFailure.BUDGET_FULL);
    }
  }

  private static FakeHost.Reaction hang(CountDownLatch until) throws InterruptedException {
    until.await();
    return FakeHost.Reaction.json(200, "{\"job_id\":5}");
  }

  @Test
  void anInterruptBeforeSendingMeansNotSentAndStaysSet() throws InterruptedException {
    // Given
    var failure = new AtomicReference<DatabricksFailure>();
    var flag = new AtomicBoolean();
    var databricks = open(fast.origin(), "a/fast");

    // When
    var caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  Thread.currentThread().interrupt();
                  failure.set(Failing.of(databricks.createJob(Json.object())));
                  flag.set(Thread.currentThread().isInterrupted());
                });
    caller.join();

    // Then
    assertThat(failure.get().certainty()).isEqualTo(Certainty.NOT_SENT);
    assertThat(failure.get().code()).isEqualTo("INTERRUPTED");
    assertThat(flag).isTrue();
    assertThat(fast.seen()).isEmpty();
  }

  @Test
  void anInterruptWhileAnAnswerIsAwaitedLeavesAWriteAmbiguous() throws InterruptedException {
    // Given
    swallowAll();
    var failure = new AtomicReference<DatabricksFailure>();
    var databricks = open(hole.origin(), "a/hole");
    var caller =
        Thread.ofVirtual()
            .start(() -> failure.set(Failing.of(databricks.createJob(Json.object()))));
    await().until(() -> hole.requests().size() == 1);

    // When
    caller.interrupt();
    caller.join();

    // Then
    assertThat(failure.get().certainty()).isEqualTo(Certainty.AMBIGUOUS);
  }

  private void swallowAll() {
    for (int i = 0; i < 200; i++) {
      hole.answers(RawHost.SILENCE);
    }
  }

  private DatabricksApi open(String origin, String workspace) {
    return clients.open(
        new ConnectionSettings(origin, new Auth.Token("t0ken"), 100, workspace), () -> {});
  }
}
