package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Who am I, and where do tokens come from (databricks-api.md 5.7). */
final class IdentityApi {
  private final Workspace workspace;
  private final Access access;

  IdentityApi(Workspace workspace, Access access) {
    this.workspace = workspace;
    this.access = access;
  }

  JsonNode me(Request request, Principal caller) {
    ObjectNode me = Json.object();
    me.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:User");
    me.put("id", caller.id())
        .put("userName", caller.userName())
        .put("displayName", caller.userName());
    me.put("active", true);
    me.putArray("emails")
        .addObject()
        .put("type", "work")
        .put("value", caller.userName())
        .put("primary", true);
    me.putArray("groups")
        .addObject()
        .put("display", "users")
        .put("type", "direct")
        .put("value", "1");
    me.putArray("entitlements").addObject().put("value", "workspace-access");
    return me;
  }

  Answer workspaceConfig() {
    ObjectNode config = Json.object().put("oidc_endpoint", workspace.host() + "/oidc");
    config.put("workspace_id", Long.toString(workspace.workspaceId));
    config.put("cloud", workspace.settings.text(Setting.CLOUD));
    return Answer.ok(config);
  }

  Answer authorizationServer() {
    String root = workspace.host() + "/oidc";
    ObjectNode config = Json.object().put("issuer", root);
    config
        .put("authorization_endpoint", root + "/v1/authorize")
        .put("token_endpoint", root + "/v1/token");
    config
        .putArray("grant_types_supported")
        .add("client_credentials")
        .add("urn:ietf:params:oauth:grant-type:token-exchange");
    config
        .putArray("token_endpoint_auth_methods_supported")
        .add("client_secret_basic")
        .add("client_secret_post");
    return Answer.ok(config);
  }

  /**
   * OAuth client credentials, by HTTP Basic or in the form, and the exchange of a Kubernetes token.
   */
  Answer token(Request request) {
    Map<String, String> form = request.form();
    return switch (form.getOrDefault("grant_type", "")) {
      case "" -> refusal(400, "invalid_request", "grant_type is missing");
      case "client_credentials" -> credentials(request, form);
      case "urn:ietf:params:oauth:grant-type:token-exchange" -> exchange(form);
      default -> refusal(400, "unsupported_grant_type", "The grant type is not supported");
    };
  }

  private Answer credentials(Request request, Map<String, String> form) {
    String[] pair = basic(request);
    String id = pair.length == 2 ? pair[0] : form.getOrDefault("client_id", "");
    String secret = pair.length == 2 ? pair[1] : form.getOrDefault("client_secret", "");
    String token = access.issue(id, secret);
    return token == null
        ? refusal(401, "invalid_client", "Client authentication failed")
        : granted(token, form);
  }

  private Answer exchange(Map<String, String> form) {
    String kind = form.getOrDefault("subject_token_type", "");
    if (!kind.equals("urn:ietf:params:oauth:token-type:jwt")) {
      return refusal(
          400,
          "invalid_request",
          "subject_token_type must be urn:ietf:params:oauth:token-type:jwt");
    }
    String token =
        access.exchange(
            form.getOrDefault("client_id", ""), claims(form.getOrDefault("subject_token", "")));
    return token == null
        ? refusal(400, "invalid_grant", "No federation policy accepts this subject token")
        : granted(token, form);
  }

  private static JsonNode claims(String jwt) {
    String[] parts = jwt.split("\\.");
    try {
      return parts.length == 3
          ? Json.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]))
          : Json.object();
    } catch (IllegalArgumentException | IOException e) {
      return Json.object();
    }
  }

  private Answer granted(String token, Map<String, String> form) {
    ObjectNode answer = Json.object().put("access_token", token).put("token_type", "Bearer");
    answer
        .put("expires_in", access.lifetime() / 1000)
        .put("scope", form.getOrDefault("scope", "all-apis"));
    return Answer.ok(answer).with(Map.of("Cache-Control", "no-store"));
  }

  private static String[] basic(Request request) {
    String header = request.authorization();
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return new String[0];
    }
    try {
      byte[] pair = Base64.getDecoder().decode(header.substring(6).strip());
      return new String(pair, StandardCharsets.UTF_8).split(":", 2);
    } catch (IllegalArgumentException e) {
      return new String[0];
    }
  }

  private static Answer refusal(int status, String error, String description) {
    return Answer.json(
        status, Json.object().put("error", error).put("error_description", description));
  }
}
