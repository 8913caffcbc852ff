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
import io.databricksoperator.databricks.Identity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logging in with client credentials (databricks-api.md 5.7, 6.6). */
class OAuthTest {

  private static final String TOKEN = "/oidc/v1/token";
  private static final String ME = "/api/2.0/preview/scim/v2/Me";
  private static final String CREATE = "/api/2.2/jobs/create";

  private final FakeHost host = new FakeHost();
  private final ManualClock clock = new ManualClock();
  private final AtomicInteger issued = new AtomicInteger();
  private final DatabricksClients clients =
      new DatabricksClients(HostRules.of(List.of(host.origin())), clock, CallObserver.NONE);
  private final DatabricksApi databricks =
      clients.open(
          new ConnectionSettings(
              host.origin(), new Auth.ClientCredentials("app-id", "s3cr3t\n"), 100, "a/b"),
          () -> {});

  @AfterEach
  void close() {
    clients.close();
    host.close();
  }

  @Test
  void theTokenIsFetchedFromTheFixedEndpointAndKept() {
    // Given
    issueTokens();
    host.on(ME, 200, "{\"userName\":\"sp\"}");

    // When
    databricks.me();
    var second = databricks.me();

    // Then
    assertThat(second).isEqualTo(Answer.ok(new Identity("sp", null)));
    assertThat(host.seen()).extracting(FakeHost.Seen::path).containsExactly(TOKEN, ME, ME);
    var login =
        Base64.getEncoder().encodeToString("app-id:s3cr3t".getBytes(StandardCharsets.UTF_8));
    assertThat(host.seen().getFirst())
        .isEqualTo(
            new FakeHost.Seen(
                "POST",
                TOKEN,
                null,
                "Basic " + login,
                null,
                "grant_type=client_credentials&scope=all-apis"));
    assertThat(host.seen(ME))
        .extracting(FakeHost.Seen::authorization)
        .containsOnly("Bearer token-1");
  }

  @Test
  void theTokenIsRenewedBeforeItEnds() {
    // Given
    issueTokens();
    host.on(ME, 200, "{\"userName\":\"sp\"}");
    databricks.me();

    // When
    clock.forward(Duration.ofSeconds(3600 - 301));
    databricks.me();
    clock.forward(Duration.ofSeconds(2));
    databricks.me();

    // Then
    assertThat(host.seen(ME))
        .extracting(FakeHost.Seen::authorization)
        .containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
  }

  @Test
  void aRenewalThatFailsFallsBackOnTheOldTokenWhileItIsGood() {
    // Given
    issueTokens();
    host.on(ME, 200, "{\"userName\":\"sp\"}");
    databricks.me();
    host.on(TOKEN, 503, "{}");

    // When
    clock.forward(Duration.ofSeconds(3600 - 200));
    var good = databricks.me();
    clock.forward(Duration.ofSeconds(199));
    var over = databricks.me();

    // Then
    assertThat(good).isEqualTo(Answer.ok(new Identity("sp", null)));
    assertThat(failure(over).kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure(over).certainty()).isEqualTo(Certainty.NOT_SENT);
  }

  @Test
  void manyCallersWaitForOneToken() throws Exception {
    // Given
    var waiting = new CountDownLatch(1);
    host.on(
        TOKEN,
        request -> {
          waiting.await();
          return token();
        });
    host.on(ME, 200, "{\"userName\":\"sp\"}");
    Callable<Answer<Identity>> call = databricks::me;

    // When
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = IntStream.range(0, 20).mapToObj(i -> threads.submit(call)).toList();
      await().until(() -> host.seen(TOKEN).size() == 1);
      waiting.countDown();

      // Then
      for (var answer : calls) {
        assertThat(answer.get()).isEqualTo(Answer.ok(new Identity("sp", null)));
      }
    }
    assertThat(host.seen(TOKEN)).hasSize(1);
  }

  @Test
  void aRefusedTokenIsReplacedOnceAndTheWriteRepeated() {
    // Given
    issueTokens();
    host.on(
        CREATE,
        request ->
            request.authorization().endsWith("token-1")
                ? FakeHost.Reaction.json(401, "{}")
                : FakeHost.Reaction.json(200, "{\"job_id\":5}"));

    // When
    var answer = databricks.createJob(Json.object());

    // Then
    assertThat(answer).isEqualTo(Answer.ok(5L));
    assertThat(host.seen())
        .extracting(FakeHost.Seen::path)
        .containsExactly(TOKEN, CREATE, TOKEN, CREATE);
  }

  @Test
  void a403ThatCallsTheTokenInvalidCountsAsRefused() {
    // Given
    issueTokens();
    var invalid = "{\"error_code\":\"PERMISSION_DENIED\",\"message\":\"Invalid access token.\"}";
    host.on(CREATE, 403, invalid);

    // When
    var answer = databricks.createJob(Json.object());

    // Then
    assertThat(failure(answer).kind()).isEqualTo(Kind.UNAUTHORISED);
    assertThat(host.seen(CREATE)).hasSize(2);
    assertThat(issued).hasValue(2);
  }

  @Test
  void a403AboutPermissionsIsNotRepeated() {
    // Given
    issueTokens();
    host.on(CREATE, 403, "{\"error_code\":\"PERMISSION_DENIED\",\"message\":\"no\"}");

    // When
    var answer = databricks.createJob(Json.object());

    // Then
    assertThat(failure(answer).kind()).isEqualTo(Kind.FORBIDDEN);
    assertThat(host.seen()).extracting(FakeHost.Seen::path).containsExactly(TOKEN, CREATE);
  }

  @Test
  void aRefusedSecretIsAValueThatSaysSo() {
    // Given
    host.on(TOKEN, 401, "{\"error\":\"invalid_client\",\"error_description\":\"bad s3cr3t\"}");

    // When
    var failure = failure(databricks.createJob(Json.object()));

    // Then
    assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORISED);
    assertThat(failure.certainty()).isEqualTo(Certainty.NOT_SENT);
    assertThat(failure.text()).contains("client id or the secret").doesNotContain("s3cr3t");
    assertThat(host.seen(CREATE)).isEmpty();
  }

  @Test
  void anAnswerWithoutATokenIsAFailure() {
    // Given
    host.on(TOKEN, 200, "{\"token_type\":\"Bearer\"}");

    // When
    var failure = failure(databricks.me());

    // Then
    assertThat(failure.code()).isEqualTo("TOKEN_UNUSABLE");
    assertThat(host.seen(ME)).isEmpty();
  }

  @Test
  void aTokenWithAnAbsurdLifeIsStillAToken() {
    // Given
    host.on(ME, 200, "{\"userName\":\"sp\"}");
    for (var life : List.of("-1", "0", "9223372036854775807")) {
      host.on(TOKEN, 200, "{\"access_token\":\"t\",\"expires_in\":" + life + "}");

      // Then
      assertThat(databricks.me()).isEqualTo(Answer.ok(new Identity("sp", null)));
    }
  }

  private void issueTokens() {
    host.on(TOKEN, request -> token());
  }

  private FakeHost.Reaction token() {
    var number = issued.incrementAndGet();
    return FakeHost.Reaction.json(
        200,
        "{\"access_token\":\"token-"
            + number
            + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}");
  }

  private static <T> DatabricksFailure failure(Answer<T> answer) {
    return Failing.of(answer);
  }
}
