package io.databricksoperator.databricks.rest;

import io.databricksoperator.databricks.Auth;
import java.nio.charset.StandardCharsets;
import java.util.List;
import okhttp3.Headers;

/** The secrets of one call, so that an answer that echoes them does not spread them. */
final class Secrets {

  /** Anything shorter would tear words apart rather than hide something. */
  private static final int SHORTEST = 4;

  private final List<String> values;

  private Secrets(List<String> values) {
    this.values = values.stream().filter(value -> value.length() >= SHORTEST).toList();
  }

  /** What logs in, and what was sent as {@code Authorization}. */
  static Secrets of(Auth auth, Tokens.Login login) {
    var header = login.header();
    var sent = header.substring(header.indexOf(' ') + 1);
    return switch (auth) {
      case Auth.Token(String value) -> new Secrets(List.of(value, sent));
      case Auth.ClientCredentials credentials ->
          new Secrets(List.of(credentials.clientSecret(), sent));
    };
  }

  /** The reply without them. */
  Reply hide(Reply reply) {
    var headers = new Headers.Builder();
    for (int i = 0; i < reply.headers().size(); i++) {
      headers.addUnsafeNonAscii(reply.headers().name(i), hide(reply.headers().value(i)));
    }
    var body = hide(new String(reply.body(), StandardCharsets.UTF_8));
    return new Reply(reply.status(), headers.build(), body.getBytes(StandardCharsets.UTF_8));
  }

  private String hide(String text) {
    for (var value : values) {
      text = text.replace(value, "***");
    }
    return text;
  }

  @Override
  public String toString() {
    return "Secrets[***]";
  }
}
