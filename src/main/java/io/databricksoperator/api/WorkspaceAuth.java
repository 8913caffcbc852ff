package io.databricksoperator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Exactly one way to log in. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "[has(self.token), has(self.oauth)].filter(x, x).size() == 1",
    message = "write exactly one of token and oauth under auth")
public record WorkspaceAuth(
    @JsonPropertyDescription("A personal access token, or a service principal's token.")
        TokenAuth token,
    @JsonPropertyDescription(
            "OAuth client credentials of a service principal, exchanged at <host>/oidc/v1/token.")
        OauthAuth oauth) {

  /** A token kept in a Secret. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TokenAuth(
      @Required @JsonPropertyDescription("Where the token is kept.") SecretKey secretRef) {}

  /** Client credentials whose secret is kept in a Secret. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record OauthAuth(
      @Required
          @Size(min = 1, max = 253)
          @JsonPropertyDescription("The service principal's application id.")
          String clientId,
      @Required @JsonPropertyDescription("Where the client secret is kept.")
          SecretKey clientSecretRef) {}

  /** One key of one Secret of the same namespace. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SecretKey(
      @Required
          @Size(min = 1, max = 253)
          @JsonPropertyDescription("Name of a Secret in this namespace.")
          String name,
      @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Key in that Secret.")
          String key) {}
}
