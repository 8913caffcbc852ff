package io.databricksoperator.databricks;

/** How the operator proves who it is. Never printed: its text hides what is secret. */
public sealed interface Auth {

  /** A personal access token, or any other bearer token that is used as it is. */
  record Token(String value) implements Auth {
    @Override
    public String toString() {
      return "Token[***]";
    }
  }

  /** A service principal's client credentials (databricks-api.md 5.7, M2M). */
  record ClientCredentials(String clientId, String clientSecret) implements Auth {
    @Override
    public String toString() {
      return "ClientCredentials[" + clientId + ", ***]";
    }
  }
}
