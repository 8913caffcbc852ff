package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    config.putArray("grant_types_supported").add("client_credentials");
    config
        .putArray("token_endpoint_auth_methods_supported")
        .add("client_secret_basic")
        .add("client_secret_post");
    return Answer.ok(config);
  }

  /** OAuth client credentials, by HTTP Basic or in the form. */
  Answer token(Request request) {
    Map<String, String> form = request.form();
    String grant = form.getOrDefault("grant_type", "");
    if (grant.isEmpty()) {
      return refusal(400, "invalid_request", "grant_type is missing");
    }
    if (!grant.equals("client_credentials")) {
      return refusal(
          400, "unsupported_grant_type", "The simulator knows the grant client_credentials only");
    }
    String[] pair = basic(request);
    String id = pair.length == 2 ? pair[0] : form.getOrDefault("client_id", "");
    String secret = pair.length == 2 ? pair[1] : form.getOrDefault("client_secret", "");
    String token = access.issue(id, secret);
    if (token == null) {
      return refusal(401, "invalid_client", "Client authentication failed");
    }
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
