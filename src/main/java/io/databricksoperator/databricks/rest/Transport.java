package io.databricksoperator.databricks.rest;

import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.CallObserver;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.DatabricksFailure.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything a call to one workspace needs besides its meaning: login, budget, one careful repeat,
 * and the mapping of what came back. A write goes onto the wire once, unless Databricks said that
 * the token was refused, or no connection came about; and only with a login that was seen to lead
 * to its workspace. What all calls depend on (who we are, and the token) keeps to the rate and does
 * not stand in the queue: else our own load would pass for a workspace that does not answer.
 */
final class Transport implements Door {

  private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

  private final ConnectionSettings settings;
  private final Network network;
  private final Clock clock;
  private final CallObserver observer;
  private final HttpUrl base;
  private final GuardedDns dns;
  private final Wire reads;
  private final Wire writes;
  private final Budget budget;
  private final HoldOff holdOff;
  private final Tokens tokens;
  private final LastSeen lastSeen = new LastSeen();

  /** One attempt: what the wire said, and what it means. */
  private record Attempt(Wire.Outcome outcome, Answer<Content> answer) {}

  Transport(
      ConnectionSettings settings, Network network, Clock clock, CallObserver observer, Line line) {
    this.settings = settings;
    this.network = network;
    this.clock = clock;
    this.observer = observer;
    this.base = line.base();
    this.dns = line.dns();
    this.reads = new Wire(line.reads(), network);
    this.writes = new Wire(line.writes(), network);
    this.budget =
        new Budget(settings.requestsPerSecond(), settings.callsInFlight(), network.budgetWait());
    this.holdOff = new HoldOff(clock);
    this.tokens = new Tokens(settings.auth(), clock, this::call);
  }

  /**
   * What belongs to one origin.
   *
   * @param dns what both clients look names up with
   * @param reads the client for reads, which keeps its connections
   * @param writes the client for writes, which makes a fresh connection for each
   */
  record Line(HttpUrl base, GuardedDns dns, OkHttpClient reads, OkHttpClient writes) {}

  @Override
  public Answer<Content> send(Ask ask) {
    return tokens.login().then(login -> loggedIn(ask, login));
  }

  private Answer<Content> loggedIn(Ask ask, Tokens.Login login) {
    var answer = call(ask, login);
    var refused =
        answer instanceof Answer.Failed<Content>(DatabricksFailure failure)
            && failure.kind() == Kind.UNAUTHORISED;
    return refused && tokens.refused(login) ? tokens.login().then(next -> call(ask, next)) : answer;
  }

  private Answer<Content> call(Ask ask, Tokens.Login login) {
    var early = holdOff.tooEarly(ask.endpoint());
    if (early.isPresent()) {
      return Answer.failed(early.get());
    }
    var first = attempt(ask, login);
    var last = repeatable(ask, first.outcome()) ? attempt(ask, login) : first;
    if (last.answer() instanceof Answer.Failed<Content>(DatabricksFailure failure)
        && failure.sent()) {
      holdOff.note(ask.endpoint(), failure);
    }
    return last.answer();
  }

  /** A read whose connection broke (often one that had been idle), or another address to try. */
  private boolean repeatable(Ask ask, Wire.Outcome outcome) {
    return outcome instanceof Wire.Broken broken
        && (broken.sent()
            ? ask.endpoint().reads() && Failures.brokenOff(broken.cause())
            : dns.hasOther() && Failures.otherAddressMayHelp(broken.cause()));
  }

  private Attempt attempt(Ask ask, Tokens.Login login) {
    var request = request(ask, login);
    try {
      if (ask.leads()) {
        budget.pace();
        return exchange(ask, login, request, () -> {});
      }
      return budget.enter()
          ? inTurn(ask, login, request)
          : unsent(Failures.budgetFull(network.budgetWait()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unsent(Failures.interrupted(false));
    }
  }

  /** The look comes after the wait for the turn: it is worth something for a short while only. */
  private Attempt inTurn(Ask ask, Tokens.Login login, Request request) throws InterruptedException {
    boolean leaves = true;
    try {
      if (look(ask, login) instanceof Answer.Failed<Content>(DatabricksFailure failure)) {
        return unsent(Failures.notSent(failure));
      }
      budget.pace();
      leaves = false;
    } finally {
      if (leaves) {
        budget.leave();
      }
    }
    return exchange(ask, login, request, budget::leave);
  }

  /** Looks first where a login leads, if a write depends on it; null if there is no need. */
  private Answer<Content> look(Ask ask, Tokens.Login login) {
    return lastSeen.vouchesFor(ask, login, clock.instant())
        ? null
        : call(Ask.get(Endpoint.ME, Map.of()).within(ask.workspaceId()), login);
  }

  private Attempt exchange(Ask ask, Tokens.Login login, Request request, Runnable whenOver) {
    observer.started(settings.workspace(), ask.endpoint().label());
    var start = System.nanoTime();
    var wire = ask.endpoint().reads() ? reads : writes;
    var outcome = wire.exchange(request, whenOver);
    var answer = judge(ask, outcome, login);
    ended(ask, answer, Duration.ofNanos(System.nanoTime() - start));
    return new Attempt(outcome, answer);
  }

  private static Attempt unsent(DatabricksFailure failure) {
    return new Attempt(new Wire.Interrupted(false), Answer.failed(failure));
  }

  private Request request(Ask ask, Tokens.Login login) {
    var url = base.newBuilder().addPathSegments(ask.endpoint().path());
    ask.query().forEach(url::addQueryParameter);
    var body =
        ask.body() == null ? null : RequestBody.create(ask.body(), MediaType.get(ask.type()));
    return new Request.Builder()
        .url(url.build())
        .header("Authorization", login.header())
        .header("Accept", "application/json")
        .header("User-Agent", "databricks-operator")
        .method(ask.endpoint().method(), body)
        .build();
  }

  private Answer<Content> judge(Ask ask, Wire.Outcome outcome, Tokens.Login login) {
    return switch (outcome) {
      case Wire.Answered(Reply reply) -> answered(ask, reply, login);
      case Wire.Broken broken -> Answer.failed(Failures.network(ask, base.host(), broken));
      case Wire.Interrupted(boolean sent) ->
          Answer.failed(Failures.interrupted(sent && !ask.endpoint().reads()));
    };
  }

  private Answer<Content> answered(Ask ask, Reply reply, Tokens.Login login) {
    if (ask.endpoint() != Endpoint.TOKEN) {
      lastSeen.note(login, reply, clock.instant());
    }
    var answer = reply.success() ? content(ask, reply) : error(ask, reply, login);
    var wanted = ask.workspaceId();
    var from = reply.workspaceId();
    return wanted == null || from == null || from.equals(wanted)
        ? answer
        : Answer.failed(Failures.elsewhere(ask, reply, answer));
  }

  private Answer<Content> error(Ask ask, Reply reply, Tokens.Login login) {
    var shown = Secrets.of(settings.auth(), login).hide(reply);
    return Answer.failed(FailureMapper.of(ask, shown, clock.instant()));
  }

  private static Answer<Content> content(Ask ask, Reply reply) {
    return Json.read(reply.body())
        .map(json -> Answer.ok(new Content(json, reply.workspaceId())))
        .orElseGet(() -> Answer.failed(Failures.unreadable(ask, "it is not a JSON object")));
  }

  private void ended(Ask ask, Answer<Content> answer, Duration took) {
    var outcome =
        switch (answer) {
          case Answer.Ok<Content> ok -> CallObserver.OK;
          case Answer.Failed<Content>(DatabricksFailure failure) ->
              failure.kind().name().toLowerCase(Locale.ROOT);
        };
    observer.ended(settings.workspace(), ask.endpoint().label(), outcome, took);
    LOG.atDebug()
        .addKeyValue("workspace", settings.workspace())
        .addKeyValue("call", ask)
        .addKeyValue("outcome", outcome)
        .addKeyValue("millis", took.toMillis())
        .log("Databricks call");
  }
}
