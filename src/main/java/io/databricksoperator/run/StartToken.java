package io.databricksoperator.run;

import io.databricksoperator.api.DatabricksRun;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The idempotency token of a run's start: the same for the same run, whoever asks and however often
 * (design 5, databricks-api.md 2.1: at most 64 characters).
 */
final class StartToken {

  private static final int LENGTH = 48;

  private StartToken() {}

  /**
   * The token.
   *
   * @param source the job's id, or the word submit
   */
  static String of(String workspaceId, String source, DatabricksRun run) {
    var key = run.getSpec().key();
    var identity =
        key == null
            ? "uid\n" + run.getMetadata().getUid()
            : "key\n" + run.getMetadata().getNamespace() + "\n" + key;
    return hash(workspaceId + "\n" + source + "\n" + identity);
  }

  private static String hash(String text) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
