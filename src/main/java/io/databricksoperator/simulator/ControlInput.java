package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Reads what control endpoints are sent, and says what to do when it is wrong. */
final class ControlInput {
  private static final List<String> SCRIPT =
      List.of("job", "task", "parameters", "input", "attempts");
  private static final List<String> ATTEMPT =
      List.of(
          "result",
          "code",
          "type",
          "message",
          "error",
          "errorTrace",
          "duration",
          "setup",
          "values",
          "notebookResult",
          "logs");
  private static final List<String> FAULT =
      List.of(
          "route", "times", "status", "body", "headers", "when", "latency", "drop", "blackhole");

  private ControlInput() {}

  static Script script(ObjectNode body) {
    onlyKnown(body, SCRIPT);
    List<ScriptedAttempt> attempts = new ArrayList<>();
    for (JsonNode attempt : body.path("attempts")) {
      JobChecks.require(
          attempt.isObject(),
          "Each of attempts must be an object such as {\"result\": \"FAILED\"}.");
      attempts.add(attempt((ObjectNode) attempt));
    }
    JobChecks.require(
        !attempts.isEmpty(), "Give attempts: a list of at least one {\"result\", ...}.");
    return new Script(
        Glob.of(body.path("job").asText("*")),
        Glob.of(body.path("task").asText("*")),
        Json.stringMap(body.path("parameters")),
        body.has("input") ? Json.plain(body.path("input")) : "",
        List.copyOf(attempts),
        body);
  }

  static Fault fault(ObjectNode body) {
    onlyKnown(body, FAULT);
    String drop = choice(body, "drop", "", "before", "after");
    boolean after =
        drop.equals("after") || choice(body, "when", "before", "before", "after").equals("after");
    Fault.Ending ending =
        body.path("blackhole").asBoolean(false)
            ? Fault.Ending.BLACK_HOLE
            : drop.isEmpty() ? Fault.Ending.ANSWER : Fault.Ending.DROP;
    Duration latency = body.has("latency") ? duration(body, "latency") : Duration.ZERO;
    boolean something = ending != Fault.Ending.ANSWER || body.has("status") || !latency.isZero();
    JobChecks.require(
        something,
        "Give at least one of status, latency, drop and blackhole: this fault would do nothing.");
    long times = body.path("times").asLong(-1);
    JobChecks.require(times != 0, "times must be positive; leave it out for a fault that stays.");
    return new Fault(
        Glob.of(text(body, "route")),
        new AtomicLong(times),
        answer(body),
        after,
        latency,
        ending,
        body);
  }

  /** An ISO 8601 duration that is not negative. */
  static Duration duration(ObjectNode body, String field) {
    try {
      Duration duration = Duration.parse(text(body, field));
      JobChecks.require(
          !duration.isNegative(), field + " must not be negative: time does not go back.");
      return duration;
    } catch (DateTimeParseException e) {
      throw ApiError.invalid(
          field
              + " must be an ISO 8601 duration such as PT10S or PT1H, not "
              + body.path(field)
              + ".");
    }
  }

  static String text(ObjectNode body, String field) {
    String value = body.path(field).asText("");
    JobChecks.require(!value.isEmpty(), "Give " + field + ".");
    return value;
  }

  static void onlyKnown(ObjectNode body, List<String> known) {
    body.fieldNames()
        .forEachRemaining(
            name ->
                JobChecks.require(
                    known.contains(name),
                    "Unknown field "
                        + name
                        + ": the fields are "
                        + String.join(", ", known)
                        + "."));
  }

  private static ScriptedAttempt attempt(ObjectNode body) {
    onlyKnown(body, ATTEMPT);
    String[] results =
        Arrays.stream(ScriptedAttempt.Kind.values()).map(Enum::name).toArray(String[]::new);
    Map<String, JsonNode> values = new LinkedHashMap<>();
    body.path("values").properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
    return new ScriptedAttempt(
        ScriptedAttempt.Kind.valueOf(choice(body, "result", "SUCCESS", results)),
        body.path("code").asText(""),
        body.path("type").asText(""),
        body.path("message").asText(""),
        body.path("error").asText(""),
        body.path("errorTrace").asText(""),
        body.has("duration") ? duration(body, "duration").toMillis() : -1,
        body.has("setup") ? duration(body, "setup").toMillis() : -1,
        Map.copyOf(values),
        body.path("notebookResult").asText(""),
        body.path("logs").asText(""));
  }

  private static Answer answer(ObjectNode body) {
    if (!body.has("status")) {
      return null;
    }
    int status = body.path("status").asInt();
    JobChecks.require(status >= 200 && status <= 599, "status must be between 200 and 599.");
    JsonNode sent = body.has("body") ? body.path("body") : FaultBodies.usual(status);
    Answer answer =
        sent.isTextual()
            ? new Answer(
                status,
                Map.of("Content-Type", "text/html"),
                sent.textValue().getBytes(StandardCharsets.UTF_8))
            : Answer.json(status, sent);
    return answer.with(Json.stringMap(body.path("headers")));
  }

  private static String choice(ObjectNode body, String field, String usual, String... choices) {
    String value = body.path(field).asText(usual);
    boolean known = value.equals(usual) || List.of(choices).contains(value);
    JobChecks.require(
        known, field + " must be one of " + String.join(", ", choices) + ", not " + value + ".");
    return value;
  }
}
