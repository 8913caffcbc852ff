package io.databricksoperator.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.databricksoperator.fixtures.MovableClock;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessTest {
  private static final String ME = "/api/2.0/preview/scim/v2/Me";

  private final MovableClock clock = new MovableClock();
  private final WorkspaceClient workspace =
      WorkspaceClient.start(SimulatorOptions.defaults().withSpeed(3600).withBaseClock(clock));

  @AfterEach
  void close() {
    workspace.close();
  }

  private WorkspaceClient.Reply as(String authorization, String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(workspace.url() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
    return workspace.send(
        (authorization.isEmpty() ? request : request.header("Authorization", authorization))
            .build());
  }

  private WorkspaceClient.Reply token(String pair, String form) {
    String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes());
    return as(basic, "POST", "/oidc/v1/token", form);
  }

  @Test
  void everyAnswerNamesTheWorkspace() {
    // When
    WorkspaceClient.Reply me = workspace.get(ME);
    WorkspaceClient.Reply refused = as("", "GET", ME, "");
    // Then
    assertThat(me.body().path("userName").asText()).isEqualTo(SimulatorOptions.DEFAULT_USER);
    assertThat(me.body().path("active").asBoolean()).isTrue();
    assertThat(me.raw().headers().firstValue("X-Databricks-Org-Id")).contains("6051921418418893");
    assertThat(refused.raw().headers().firstValue("X-Databricks-Org-Id"))
        .contains("6051921418418893");
  }

  @Test
  void withoutATokenNothingWorks() {
    // When
    WorkspaceClient.Reply none = as("", "GET", ME, "");
    WorkspaceClient.Reply wrong = as("Bearer nope", "GET", ME, "");
    workspace.settings("{'invalidTokenStatus':'401'}");
    WorkspaceClient.Reply other = as("Bearer nope", "GET", ME, "");
    // Then
    assertThat(none.status()).isEqualTo(401);
    assertThat(none.code()).isEqualTo("UNAUTHENTICATED");
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(wrong.code()).isEqualTo("PERMISSION_DENIED");
    assertThat(wrong.message()).isEqualTo("Invalid access token.");
    assertThat(other.status()).isEqualTo(401);
  }

  @Test
  void aClientGetsATokenThatEndsAfterAnHourOfItsOwnClock() {
    // When
    JsonNode issued =
        workspace.ok(token("app:s3cret", "grant_type=client_credentials&scope=all-apis"));
    String bearer = "Bearer " + issued.path("access_token").asText();
    workspace.advance("PT10H");
    WorkspaceClient.Reply me = as(bearer, "GET", ME, "");
    clock.advance(Duration.ofHours(1));
    WorkspaceClient.Reply late = as(bearer, "GET", ME, "");
    // Then
    assertThat(issued.path("token_type").asText()).isEqualTo("Bearer");
    assertThat(issued.path("expires_in").asInt()).isEqualTo(3600);
    assertThat(me.body().path("userName").asText()).isEqualTo("app");
    assertThat(late.status()).isEqualTo(401);
  }

  @Test
  void aWrongSecretIsAnInvalidClient() {
    // When
    WorkspaceClient.Reply wrong = token("app:other", "grant_type=client_credentials");
    WorkspaceClient.Reply noGrant = token("app:s3cret", "scope=all-apis");
    // Then
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.body().path("error").asText()).isEqualTo("invalid_client");
    assertThat(noGrant.status()).isEqualTo(400);
    assertThat(noGrant.body().path("error").asText()).isEqualTo("invalid_request");
  }

  private WorkspaceClient.Reply exchange(String claims) {
    String jwt =
        "e30."
            + Base64.getUrlEncoder().encodeToString(claims.replace('\'', '"').getBytes())
            + ".c2ln";
    return as(
        "",
        "POST",
        "/oidc/v1/token",
        "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token_type=urn:ietf:params:oauth:token-type:jwt"
            + "&scope=all-apis&client_id=fed&subject_token="
            + jwt);
  }

  @Test
  void aServiceAccountTokenIsExchangedWhenAPolicyFits() {
    // Given
    workspace.ok(
        workspace.post(
            "/simulator/clients",
            "{'client':'fed','issuer':'https://k8s','subject':'system:serviceaccount:a:b','audience':'dbx'}"));
    long exp = clock.instant().getEpochSecond();
    // When
    JsonNode issued =
        workspace.ok(
            exchange(
                "{'iss':'https://k8s','sub':'system:serviceaccount:a:b','aud':['dbx'],'exp':"
                    + (exp + 600)
                    + "}"));
    WorkspaceClient.Reply other =
        exchange("{'iss':'https://k8s','sub':'system:serviceaccount:a:c','aud':['dbx']}");
    WorkspaceClient.Reply old =
        exchange(
            "{'iss':'https://k8s','sub':'system:serviceaccount:a:b','aud':'dbx','exp':"
                + exp
                + "}");
    // Then
    WorkspaceClient.Reply me = as("Bearer " + issued.path("access_token").asText(), "GET", ME, "");
    assertThat(me.body().path("userName").asText()).isEqualTo("fed");
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.body().path("error").asText()).isEqualTo("invalid_grant");
    assertThat(old.body().path("error").asText()).isEqualTo("invalid_grant");
    assertThat(workspace.get("/simulator/ledger").raw().body()).doesNotContain("e30.");
  }

  @Test
  void theTokenEndpointCanBeDiscovered() {
    // When
    JsonNode config = as("", "GET", "/.well-known/databricks-config", "").body();
    JsonNode server = as("", "GET", "/oidc/.well-known/oauth-authorization-server", "").body();
    // Then
    assertThat(config.path("oidc_endpoint").asText()).isEqualTo(workspace.url() + "/oidc");
    assertThat(server.path("token_endpoint").asText())
        .isEqualTo(workspace.url() + "/oidc/v1/token");
  }

  @Test
  void tokensComeAndGo() {
    // Given
    workspace.ok(workspace.post("/simulator/tokens", "{'token':'t2','user':'ann@example.com'}"));
    // When
    WorkspaceClient.Reply before = as("Bearer t2", "GET", ME, "");
    workspace.ok(workspace.post("/simulator/tokens", "{'revoke':'t2'}"));
    WorkspaceClient.Reply after = as("Bearer t2", "GET", ME, "");
    // Then
    assertThat(before.body().path("userName").asText()).isEqualTo("ann@example.com");
    assertThat(after.status()).isEqualTo(403);
    assertThat(workspace.post("/simulator/tokens", "{'revoke':'t2'}").status()).isEqualTo(400);
  }

  @Test
  void aForbiddenRouteIsDeniedBeforeAnybodyLooksWhetherTheJobExists() {
    // Given
    workspace.ok(workspace.post("/simulator/tokens", "{'token':'t2','user':'ann@example.com'}"));
    workspace.ok(
        workspace.post("/simulator/tokens", "{'forbid':'t2','routes':'* /api/2.2/jobs/*'}"));
    // When
    WorkspaceClient.Reply read = as("Bearer t2", "GET", "/api/2.2/jobs/get?job_id=42", "");
    WorkspaceClient.Reply write = as("Bearer t2", "POST", "/api/2.2/jobs/delete", "{'job_id':42}");
    workspace.ok(workspace.post("/simulator/tokens", "{'allow':'t2'}"));
    WorkspaceClient.Reply allowed = as("Bearer t2", "GET", "/api/2.2/jobs/list", "");
    // Then
    assertThat(read.status()).isEqualTo(403);
    assertThat(read.code()).isEqualTo("PERMISSION_DENIED");
    assertThat(read.message())
        .isEqualTo(
            "User ann@example.com does not have View or Admin or Manage Run or Owner permissions on"
                + " job 42");
    assertThat(write.message())
        .isEqualTo("User ann@example.com does not have Admin or Owner permissions on job 42");
    assertThat(allowed.status()).isEqualTo(200);
  }

  @Test
  void clientsComeAndGoWithTheirTokens() {
    // Given
    workspace.ok(workspace.post("/simulator/clients", "{'client':'app2','secret':'x'}"));
    String bearer =
        "Bearer "
            + token("app2:x", "grant_type=client_credentials").body().path("access_token").asText();
    // When
    workspace.ok(workspace.post("/simulator/clients", "{'revoke':'app2'}"));
    // Then
    assertThat(as(bearer, "GET", ME, "").status()).isEqualTo(403);
    assertThat(token("app2:x", "grant_type=client_credentials").status()).isEqualTo(401);
  }

  @Test
  void theLedgerHoldsNoSecret() {
    // Given
    token("app:s3cret", "grant_type=client_credentials&client_secret=s3cret2&scope=all-apis");
    // When
    String ledger = workspace.get("/simulator/ledger").raw().body();
    // Then
    assertThat(ledger)
        .contains("/oidc/v1/token")
        .contains("client_credentials")
        .doesNotContain("s3cret");
  }
}
