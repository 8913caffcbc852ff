package io.databricksoperator.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Opaque page tokens, good only for the query that they came from.
 *
 * @param scope what is paged, with every filter
 */
record PageToken(String scope) {

  String at(int offset) {
    String text = Integer.toHexString(scope.hashCode()) + ":" + offset;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  int offset(String token) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(":");
      if (parts.length == 2 && parts[0].equals(Integer.toHexString(scope.hashCode()))) {
        return Integer.parseInt(parts[1]);
      }
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
    throw invalid();
  }

  private static ApiError invalid() {
    return ApiError.invalid("Invalid page token.");
  }
}
