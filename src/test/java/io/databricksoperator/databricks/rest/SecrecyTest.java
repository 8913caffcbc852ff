package io.databricksoperator.databricks.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.databricksoperator.databricks.Auth;
import io.databricksoperator.databricks.CallObserver;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A secret reaches the wire and nothing else. */
class SecrecyTest {

  /** Of no shape that a pattern would know. */
  private static final String CANARY = "canary-4711-bird";

  private final FakeHost host = new FakeHost();
  private final DatabricksClients clients =
      new DatabricksClients(
          HostRules.of(List.of(host.origin())), Clock.systemUTC(), CallObserver.NONE);

  @AfterEach
  void close() {
    clients.close();
    host.close();
  }

  @Test
  void nothingThatHoldsASecretPrintsIt() {
    var token = new Auth.Token(CANARY);
    var client = new Auth.ClientCredentials("id", CANARY);
    var body = Json.object().put("access_token", CANARY);

    assertThat(
            List.of(
                token,
                client,
                new ConnectionSettings(host.origin(), token, 10, "a/b"),
                new ConnectionSettings(host.origin(), client, 10, "a/b"),
                new Tokens.Login("Bearer " + CANARY),
                Secrets.of(token, new Tokens.Login("Bearer " + CANARY)),
                new Content(body, "1"),
                Ask.post(Endpoint.JOBS_CREATE, body),
                clients.open(new ConnectionSettings(host.origin(), token, 10, "a/b"), () -> {})))
        .noneSatisfy(thing -> assertThat(thing.toString()).contains(CANARY));
  }

  @Test
  void anAnswerThatEchoesTheSecretDoesNotSpreadIt() {
    // Given
    var echo = ("{\"error_code\":\"" + CANARY + "\",\"message\":\"no: " + CANARY + "\"}");
    var reason = Map.of("X-Databricks-Reason-Phrase", CANARY);
    host.on("/api/2.2/jobs/create", 400, echo);
    host.on("/api/2.2/jobs/get", r -> new FakeHost.Reaction(400, reason, new byte[0]));
    host.on(
        "/oidc/v1/token",
        r ->
            FakeHost.Reaction.json(
                401, "{\"error\":\"" + r.authorization().substring(6) + CANARY + "\"}"));
    var pat =
        clients.open(
            new ConnectionSettings(host.origin(), new Auth.Token(CANARY), 10, "a/b"), () -> {});
    var oauth =
        clients.open(
            new ConnectionSettings(
                host.origin(), new Auth.ClientCredentials("id", CANARY), 10, "a/b"),
            () -> {});

    // When
    var failures =
        List.of(
            Failing.of(pat.createJob(Json.object())),
            Failing.of(pat.getJob(5)),
            Failing.of(oauth.getJob(5)));

    // Then
    assertThat(failures).noneSatisfy(f -> assertThat(f.toString()).contains(CANARY));
    assertThat(failures.getFirst().text()).isEqualTo("***: no: ***");
    assertThat(failures.getLast().text()).contains("******");
  }

  @Test
  void debugLogsHoldNoSecret() {
    // Given
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    var before = root.getLevel();
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    root.addAppender(lines);
    root.setLevel(Level.TRACE);
    var databricks =
        clients.open(
            new ConnectionSettings(host.origin(), new Auth.Token(CANARY), 10, "a/b"), () -> {});

    // When
    databricks.createJob(Json.object().put("name", CANARY));
    root.setLevel(before);
    root.detachAppender(lines);

    // Then
    assertThat(lines.list).isNotEmpty();
    assertThat(lines.list)
        .noneSatisfy(
            line ->
                assertThat(line.getFormattedMessage() + line.getKeyValuePairs()).contains(CANARY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two\nlines", "with space", "umlaut-ü"})
  void aTokenThatCannotBeOneIsRefusedWithoutBeingShown(String token) {
    // Given
    var databricks =
        clients.open(
            new ConnectionSettings(host.origin(), new Auth.Token(token), 10, "a/b"), () -> {});

    // When
    var failure = Failing.of(databricks.me());

    // Then
    assertThat(failure.code()).isEqualTo("TOKEN_UNUSABLE");
    assertThat(failure.message()).startsWith("The token ").doesNotContain("umlaut");
    assertThat(host.seen()).isEmpty();
  }

  @Test
  void secretsOfUtf8AreHiddenToo() {
    // Given
    var secret = "schlüssel-geheim";
    var reply = new Reply(400, Headers.of(), ("x " + secret).getBytes(StandardCharsets.UTF_8));

    // When
    var shown = Secrets.of(new Auth.Token(secret), new Tokens.Login("Bearer x")).hide(reply);

    // Then
    assertThat(new String(shown.body(), StandardCharsets.UTF_8)).isEqualTo("x ***");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 101})
  void figuresOutOfBoundsAreRefused(int figure) {
    var token = new Auth.Token("t");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConnectionSettings("https://x", token, figure, "a/b"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConnectionSettings("https://x", token, 10, figure, "a/b"));
  }
}
