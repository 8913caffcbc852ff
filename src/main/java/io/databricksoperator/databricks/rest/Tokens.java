package io.databricksoperator.databricks.rest;

import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.Auth;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.DatabricksFailure.Certainty;
import io.databricksoperator.databricks.DatabricksFailure.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The {@code Authorization} header of one workspace. OAuth tokens (databricks-api.md 5.7, 6.6) are
 * fetched from the workspace's own fixed token endpoint, kept in memory, and fetched again before
 * they end, by one caller at a time.
 */
final class Tokens {

  /** Makes one call with this login and no other. */
  @FunctionalInterface
  interface Fetch {
    Answer<Content> fetch(Ask ask, Login login);
  }

  /** The value of {@code Authorization}. */
  record Login(String header) {
    @Override
    public String toString() {
      return "Login[***]";
    }
  }

  /**
   * @param renewAt from when on a new one is asked for
   * @param endsAt until when it can be used
   */
  private record Held(Login login, Instant renewAt, Instant endsAt) {
    @Override
    public String toString() {
      return "Held[until " + endsAt + "]";
    }
  }

  private static final Duration EARLY = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final long USUAL_SECONDS = 3600;
  private static final int MOST_SECONDS = 24 * 3600;

  private final Auth auth;
  private final Clock clock;
  private final Fetch fetch;
  private final AtomicReference<Held> held = new AtomicReference<>();
  private final AtomicReference<CompletableFuture<Answer<Login>>> flight = new AtomicReference<>();

  Tokens(Auth auth, Clock clock, Fetch fetch) {
    this.auth = auth;
    this.clock = clock;
    this.fetch = fetch;
  }

  /** How to log in now. A failure is always NOT_SENT: without it the call is not made. */
  Answer<Login> login() {
    return switch (auth) {
      case Auth.Token(String value) -> bearer(value);
      case Auth.ClientCredentials credentials -> current(credentials);
    };
  }

  /**
   * Databricks refused this login: it is not used again.
   *
   * @return whether another one can be had
   */
  boolean refused(Login login) {
    return switch (auth) {
      case Auth.Token token -> false;
      case Auth.ClientCredentials credentials -> {
        var now = held.get();
        if (now != null && now.login().equals(login)) {
          held.compareAndSet(now, null);
        }
        yield true;
      }
    };
  }

  private Answer<Login> current(Auth.ClientCredentials credentials) {
    var now = clock.instant();
    var have = held.get();
    if (have != null && now.isBefore(have.renewAt())) {
      return Answer.ok(have.login());
    }
    var mine = new CompletableFuture<Answer<Login>>();
    if (flight.compareAndSet(null, mine)) {
      return lead(credentials, mine);
    }
    return have != null && now.isBefore(have.endsAt())
        ? Answer.ok(have.login())
        : follow(credentials);
  }

  private Answer<Login> lead(
      Auth.ClientCredentials credentials, CompletableFuture<Answer<Login>> mine) {
    var answer = Answer.<Login>failed(interrupted());
    try {
      var have = held.get();
      var fresh = have != null && clock.instant().isBefore(have.renewAt());
      answer = fresh ? Answer.ok(have.login()) : renew(credentials, have);
      return answer;
    } finally {
      flight.set(null);
      mine.complete(answer);
    }
  }

  private Answer<Login> follow(Auth.ClientCredentials credentials) {
    var other = flight.get();
    if (other == null) {
      return current(credentials);
    }
    try {
      var answer = other.get();
      var leaderLeft =
          answer instanceof Answer.Failed<Login>(DatabricksFailure failure)
              && failure.code().equals(Failures.INTERRUPTED);
      return leaderLeft ? current(credentials) : answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.failed(interrupted());
    } catch (ExecutionException e) {
      throw new IllegalStateException("a token call ends in a value", e);
    }
  }

  private Answer<Login> renew(Auth.ClientCredentials credentials, Held have) {
    var pair = credentials.clientId() + ":" + credentials.clientSecret();
    var basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    var ask = Ask.form(Endpoint.TOKEN, "grant_type=client_credentials&scope=all-apis");
    return switch (fetch.fetch(ask, new Login("Basic " + basic))) {
      case Answer.Ok<Content>(Content content) -> keep(content);
      case Answer.Failed<Content>(DatabricksFailure failure) -> fallBack(have, failure);
    };
  }

  private Answer<Login> keep(Content content) {
    var token = bearer(Json.text(content.json(), "access_token"));
    if (token instanceof Answer.Ok<Login>(Login login)) {
      var seconds = content.json().path("expires_in").asLong(USUAL_SECONDS);
      var life = Duration.ofSeconds(Math.clamp(seconds, 0, MOST_SECONDS));
      var early = EARLY.compareTo(life.dividedBy(4)) < 0 ? EARLY : life.dividedBy(4);
      var end = clock.instant().plus(life);
      held.set(new Held(login, end.minus(early), end.minus(early.dividedBy(8))));
    }
    return token;
  }

  /** An old token that is still good is better than none. */
  private Answer<Login> fallBack(Held have, DatabricksFailure failure) {
    var now = clock.instant();
    if (have == null || !now.isBefore(have.endsAt())) {
      return Answer.failed(Failures.notSent(failure));
    }
    held.compareAndSet(have, new Held(have.login(), now.plus(PAUSE), have.endsAt()));
    return Answer.ok(have.login());
  }

  private static Answer<Login> bearer(String token) {
    if (!token.isEmpty() && token.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      return Answer.ok(new Login("Bearer " + token));
    }
    var what = token.isEmpty() ? "The token is empty." : "The token holds characters no token has.";
    return Answer.failed(
        new DatabricksFailure(Kind.UNAUTHORISED, Certainty.NOT_SENT, "TOKEN_UNUSABLE", what, null));
  }

  private static DatabricksFailure interrupted() {
    return Failures.interrupted(false);
  }
}
