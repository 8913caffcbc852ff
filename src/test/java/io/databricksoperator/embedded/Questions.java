package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * What clients create to ask something and what is never kept: may I do this (always yes: there is
 * no RBAC here), and a token for a ServiceAccount.
 */
final class Questions {
  private static final String RULES =
      """
      resourceRules: [{verbs: ["*"], apiGroups: ["*"], resources: ["*"]}]
      nonResourceRules: [{verbs: ["*"], nonResourceURLs: ["*"]}]
      incomplete: false
      """;

  private final Store store;
  private final Clock clock;

  Questions(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The answer, or empty when the call is no question. */
  Optional<JsonNode> answer(Call call) {
    var request = call.request();
    if (!request.verb().equals("create")) {
      return Optional.empty();
    }
    if (request.group().equals("authorization.k8s.io")) {
      var question = Json.parseObject(call.body());
      var rules = request.resource().equals("selfsubjectrulesreviews");
      question.set("status", Json.parse(rules ? RULES : "{allowed: true}"));
      return Optional.of(question);
    }
    var token =
        request.resource().equals("serviceaccounts") && request.subresource().equals("token");
    return token ? Optional.of(token(request, Json.parseObject(call.body()))) : Optional.empty();
  }

  private ObjectNode token(ApiRequest request, ObjectNode question) {
    var key = request.namespace() + "/" + request.name();
    if (store.find(Kinds.SERVICE_ACCOUNT, key).isEmpty()) {
      throw ApiFailure.notFound(Kinds.SERVICE_ACCOUNT, request.name());
    }
    var life = Duration.ofSeconds(question.at("/spec/expirationSeconds").asLong(3600));
    var end = clock.instant().plus(life).truncatedTo(ChronoUnit.SECONDS);
    question
        .putObject("status")
        .put(
            "token",
            "embedded." + request.namespace() + "." + request.name() + "." + UUID.randomUUID())
        .put("expirationTimestamp", end.toString());
    return question;
  }
}
