package io.databricksoperator.databricks;

import java.util.Objects;

/**
 * How a workspace is logged in to. Secrets lose the white space around them (a line break at the
 * end of a Secret's value is common) and never show in {@code toString}.
 */
public sealed interface Auth {

  /** A personal access token. */
  record Token(String value) implements Auth {
    /** Takes the white space off. */
    public Token {
      value = value.strip();
    }

    @Override
    public String toString() {
      return "Token[***]";
    }
  }

  /** OAuth client credentials of a service principal (databricks-api.md 5.7, M2M). */
  record ClientCredentials(String clientId, String clientSecret) implements Auth {
    /** Takes the white space off. */
    public ClientCredentials {
      clientId = Objects.requireNonNull(clientId).strip();
      clientSecret = clientSecret.strip();
    }

    @Override
    public String toString() {
      return "ClientCredentials[" + clientId + ", ***]";
    }
  }
}
