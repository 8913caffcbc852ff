package io.databricksoperator.databricks.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.Auth;
import io.databricksoperator.databricks.CallObserver;
import io.databricksoperator.databricks.DatabricksApi;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.DatabricksFailure.Certainty;
import io.databricksoperator.databricks.DatabricksFailure.Kind;
import io.databricksoperator.databricks.Done;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A door that is meant for one workspace, at a host where another one answers. */
@Timeout(30)
class WithinTest {

  private static final String OURS = "1";
  private static final String ME = "/api/2.0/preview/scim/v2/Me";
  private static final String TOKEN = "/oidc/v1/token";
  private static final String CREATE = "/api/2.2/jobs/create";
  private static final String RESET = "/api/2.2/jobs/reset";
  private static final String GET = "/api/2.2/jobs/get";
  private static final String GONE =
      "{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":\"Job 5 does not exist.\"}";

  private final FakeHost host = new FakeHost();
  private final ManualClock clock = new ManualClock();
  private final AtomicInteger doubts = new AtomicInteger();
  private final AtomicInteger issued = new AtomicInteger();
  private final DatabricksClients clients =
      new DatabricksClients(HostRules.of(List.of(host.origin())), clock, CallObserver.NONE);

  @AfterEach
  void close() {
    clients.close();
    host.close();
  }

  private DatabricksApi open(Auth auth) {
    return clients.open(
        new ConnectionSettings(host.origin(), auth, 100, "a/b"), doubts::incrementAndGet);
  }

  /** A door that was tried while our workspace was behind it. */
  private DatabricksApi tried(Auth auth) {
    host.on(ME, request -> from(OURS, 200, "{\"userName\":\"me\"}"));
    host.on(
        TOKEN,
        request ->
            FakeHost.Reaction.json(
                200, "{\"access_token\":\"token-" + issued.incrementAndGet() + "\"}"));
    var door = open(auth);
    door.me();
    return door.within(OURS);
  }

  private static Auth token() {
    return new Auth.Token("t0ken");
  }

  private static Auth client() {
    return new Auth.ClientCredentials("app-id", "s3cr3t");
  }

  private static FakeHost.Reaction from(String workspace, int status, String body) {
    var headers =
        workspace == null ? Map.<String, String>of() : Map.of("X-Databricks-Org-Id", workspace);
    return new FakeHost.Reaction(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> paths() {
    return host.seen().stream().map(FakeHost.Seen::path).toList();
  }

  @Test
  void whatAnotherWorkspaceDoesNotHaveIsNotGone() {
    // Given
    var databricks = tried(token());
    host.on(GET, request -> from("999", 400, GONE));
    host.on(RESET, request -> from("999", 400, GONE));

    // When
    var read = Failing.of(databricks.getJob(5));
    var write = Failing.of(databricks.resetJob(5, Json.object()));

    // Then
    assertThat(List.of(read, write))
        .allSatisfy(
            failure -> {
              assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
              assertThat(failure.certainty()).isEqualTo(Certainty.REJECTED);
              assertThat(failure.code()).isEqualTo(DatabricksFailure.ANOTHER_WORKSPACE);
              assertThat(failure.message())
                  .isEqualTo("Workspace 999 answered at this host in place of workspace 1.");
            });
    assertThat(doubts).as("the workspace is looked at").hasValue(2);
  }

  @Test
  void whatAnotherWorkspaceSaysItDidIsInDoubtIfItIsAWrite() {
    // Given
    var databricks = tried(token());
    host.on(GET, request -> from("999", 200, "{\"job_id\":5}"));
    host.on(RESET, request -> from("999", 200, "{}"));

    // When
    var read = Failing.of(databricks.getJob(5));
    var write = Failing.of(databricks.resetJob(5, Json.object()));

    // Then
    assertThat(read.certainty()).isEqualTo(Certainty.REJECTED);
    assertThat(write.certainty()).isEqualTo(Certainty.AMBIGUOUS);
    assertThat(write.message()).contains("999").endsWith("may have done what was asked.");
  }

  @Test
  void answersThatNameNoWorkspaceCountAsOurs() {
    // Given
    var databricks = tried(token());
    host.on(GET, request -> from(null, 400, GONE));
    host.on(RESET, request -> from(OURS, 200, "{}"));

    // Then
    assertThat(Failing.of(databricks.getJob(5)).kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(databricks.resetJob(5, Json.object())).isEqualTo(Answer.ok(Done.DONE));
    assertThat(doubts).hasValue(0);
  }

  @Test
  void aWriteIsRepeatedWithANewLoginOnceThatWasSeenToLeadToOurWorkspace() {
    // Given
    var databricks = tried(client());
    host.on(
        RESET,
        request -> from(OURS, request.authorization().endsWith("token-1") ? 401 : 200, "{}"));

    // When
    var answer = databricks.resetJob(5, Json.object());

    // Then
    assertThat(answer).isEqualTo(Answer.ok(Done.DONE));
    assertThat(paths()).containsExactly(TOKEN, ME, RESET, TOKEN, ME, RESET);
  }

  @Test
  void aWriteIsNotRepeatedWithALoginThatLeadsElsewhere() {
    // Given
    var databricks = tried(client());
    host.on(RESET, request -> from(null, 401, "{}"));
    host.on(ME, request -> from("999", 200, "{\"userName\":\"me\"}"));

    // When
    var failure = Failing.of(databricks.resetJob(5, Json.object()));

    // Then
    assertThat(failure.code()).isEqualTo(DatabricksFailure.ANOTHER_WORKSPACE);
    assertThat(failure.certainty()).isEqualTo(Certainty.NOT_SENT);
    assertThat(host.seen(RESET)).hasSize(1);
    assertThat(doubts).hasValue(1);
  }

  @Test
  void aLoginThatWasRenewedInTimeIsLookedAtBeforeItWrites() {
    // Given
    var databricks = tried(client());
    host.on(RESET, request -> from("999", 200, "{}"));
    host.on(ME, request -> from("999", 200, "{\"userName\":\"me\"}"));

    // When
    clock.forward(Duration.ofHours(1));
    var failure = Failing.of(databricks.resetJob(5, Json.object()));

    // Then
    assertThat(failure.certainty()).isEqualTo(Certainty.NOT_SENT);
    assertThat(host.seen(RESET)).isEmpty();
  }

  @Test
  void aWriteThatAnyWorkspaceWouldCarryOutNeedsARecentLook() {
    // Given
    var databricks = tried(token());
    host.on(CREATE, request -> from(OURS, 200, "{\"job_id\":5}"));
    host.on(RESET, request -> from(OURS, 200, "{}"));

    // When
    databricks.createJob(Json.object());
    clock.forward(Duration.ofMinutes(5));
    databricks.resetJob(5, Json.object());
    clock.forward(Duration.ofSeconds(9));
    databricks.createJob(Json.object());
    clock.forward(Duration.ofSeconds(10));
    host.on(ME, request -> from("999", 200, "{\"userName\":\"me\"}"));
    var elsewhere = Failing.of(databricks.createJob(Json.object()));

    // Then
    assertThat(paths()).containsExactly(ME, CREATE, RESET, CREATE, ME);
    assertThat(elsewhere.certainty()).isEqualTo(Certainty.NOT_SENT);
  }

  @Test
  void aLookThatIsOldByTheTimeOfTheTurnIsRepeated() throws InterruptedException {
    // Given
    var narrow =
        clients.open(new ConnectionSettings(host.origin(), token(), 100, 1, "a/b"), () -> {});
    var hung = new CountDownLatch(1);
    host.on(ME, request -> from(OURS, 200, "{\"userName\":\"me\"}"));
    host.on(CREATE, request -> from(OURS, 200, "{\"job_id\":5}"));
    host.on(
        GET,
        request -> {
          hung.await();
          return from(null, 500, "{}");
        });
    narrow.me();
    var first = Thread.ofVirtual().start(() -> narrow.getJob(5));
    await().until(() -> host.seen(GET).size() == 1);

    // When
    var second = Thread.ofVirtual().start(() -> narrow.within(OURS).createJob(Json.object()));
    await().until(() -> second.getState() == Thread.State.TIMED_WAITING);
    clock.forward(Duration.ofMinutes(1));
    hung.countDown();
    first.join();
    second.join();

    // Then
    assertThat(paths()).containsExactly(ME, GET, ME, CREATE);
  }

  @Test
  void aLookFromBeforeTheClockWasSetBackIsRepeated() {
    // Given
    var databricks = tried(token());
    host.on(CREATE, request -> from(OURS, 200, "{\"job_id\":5}"));

    // When
    clock.forward(Duration.ofHours(-1));
    databricks.createJob(Json.object());

    // Then
    assertThat(paths()).containsExactly(ME, ME, CREATE);
  }

  @Test
  void doorsForOneWorkspaceAreEqual() {
    // When
    var door = open(token());

    // Then
    assertThat(door.within("1")).isEqualTo(door.within("1")).isNotEqualTo(door.within("2"));
    assertThat(open(token()).within("1")).isNotEqualTo(door.within("1"));
  }
}
