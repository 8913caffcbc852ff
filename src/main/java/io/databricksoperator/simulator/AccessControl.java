package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The control endpoints for tokens and clients. No answer repeats a secret. */
final class AccessControl {
  private final Access access;

  AccessControl(Access access) {
    this.access = access;
  }

  JsonNode tokens(ObjectNode body) {
    ControlInput.onlyKnown(body, List.of("token", "user", "revoke", "forbid", "routes", "allow"));
    if (body.has("token")) {
      Principal user = Principal.user(body.path("user").asText(SimulatorOptions.DEFAULT_USER));
      access.addToken(ControlInput.text(body, "token"), user);
      return Json.object().put("user", user.userName());
    }
    if (body.has("revoke")) {
      JobChecks.require(
          access.revoke(ControlInput.text(body, "revoke")), "There is no such token to revoke.");
      return Json.object();
    }
    if (body.has("forbid")) {
      access.forbid(user(body, "forbid"), Glob.of(body.path("routes").asText("*")));
      return Json.object();
    }
    if (body.has("allow")) {
      access.allow(user(body, "allow"));
      return Json.object();
    }
    throw ApiError.invalid(
        "Give {\"token\", \"user\"}, {\"revoke\": token}, {\"forbid\": token, \"routes\": glob} or"
            + " {\"allow\": token}.");
  }

  JsonNode clients(ObjectNode body) {
    ControlInput.onlyKnown(
        body, List.of("client", "secret", "issuer", "subject", "audience", "revoke"));
    if (body.has("revoke")) {
      JobChecks.require(
          access.removeClient(ControlInput.text(body, "revoke")),
          "There is no such client to revoke.");
      return Json.object();
    }
    String client = ControlInput.text(body, "client");
    if (body.has("subject")) {
      access.trust(
          client,
          ControlInput.text(body, "issuer"),
          ControlInput.text(body, "subject"),
          ControlInput.text(body, "audience"));
    } else {
      access.addClient(client, ControlInput.text(body, "secret"));
    }
    return Json.object();
  }

  private String user(ObjectNode body, String field) {
    Principal principal = access.known(ControlInput.text(body, field));
    JobChecks.require(principal != null, "There is no such token or client in " + field + ".");
    return principal.userName();
  }
}
