package io.databricksoperator.workspace;

import io.databricksoperator.api.Reason;
import io.databricksoperator.api.WorkspaceAuth;
import io.databricksoperator.api.WorkspaceAuth.SecretKey;
import io.databricksoperator.databricks.Auth;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** What a spec and its Secret give to log in with, or why they give nothing. */
public sealed interface Credentials {

  /** Something to log in with. */
  record Found(Auth auth) implements Credentials {}

  /** Nothing, and what to do about it. */
  record Missing(Reason reason, String message) implements Credentials {}

  /** The Secret key that this spec asks for; empty if the spec names no way, or two. */
  static Optional<SecretKey> wanted(WorkspaceAuth auth) {
    if (auth == null || (auth.token() == null) == (auth.oauth() == null)) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        auth.token() != null ? auth.token().secretRef() : auth.oauth().clientSecretRef());
  }

  /**
   * What to log in with.
   *
   * @param secret the Secret that {@link #wanted} names; null if it does not exist
   */
  static Credentials of(WorkspaceAuth auth, Secret secret) {
    var wanted = wanted(auth);
    if (wanted.isEmpty()) {
      return new Missing(
          Reason.InvalidSpec, "write exactly one of token and oauth under spec.auth");
    }
    var key = wanted.get();
    if (secret == null) {
      return new Missing(
          Reason.SecretNotFound,
          "Secret " + key.name() + " does not exist; create it with the key " + key.key());
    }
    return value(secret, key)
        .map(value -> value.isBlank() ? blank(key, value) : found(auth, value.strip()))
        .orElseGet(() -> keyMissing(key));
  }

  /** The Secret may not be read. */
  static Credentials unreadable(String secret) {
    return new Missing(
        Reason.PermissionDenied,
        "the operator may not read Secret "
            + secret
            + "; let its ServiceAccount get secrets in this namespace");
  }

  private static Optional<String> value(Secret secret, SecretKey key) {
    return Optional.ofNullable(secret.getData())
        .map((Map<String, String> data) -> data.get(key.key()))
        .map(text -> new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8));
  }

  private static Credentials found(WorkspaceAuth auth, String value) {
    return new Found(
        auth.token() != null
            ? new Auth.Token(value)
            : new Auth.ClientCredentials(auth.oauth().clientId(), value));
  }

  private static Credentials blank(SecretKey key, String value) {
    return new Missing(
        Reason.SecretKeyBlank,
        "key "
            + key.key()
            + " of Secret "
            + key.name()
            + (value.isEmpty() ? " is empty" : " holds nothing but white space"));
  }

  /** What to do about credentials that Databricks refuses. */
  static String renewal(WorkspaceAuth auth) {
    return wanted(auth)
        .map(key -> "renew the key " + key.key() + " of Secret " + key.name())
        .orElse("renew the Secret");
  }

  private static Credentials keyMissing(SecretKey key) {
    return new Missing(
        Reason.SecretKeyMissing,
        "Secret " + key.name() + " has no key " + key.key() + "; add it to the Secret");
  }
}
