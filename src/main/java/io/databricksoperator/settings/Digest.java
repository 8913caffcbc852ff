package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;

/** Tells cheaply, on pages of jobs/list, that a job may have changed (design 6.1). */
public final class Digest {
  private static final int HEX_OF_A_LONG = 16;

  private Digest() {}

  /**
   * A digest of the settings of a jobs/list item, small enough to keep one per job in memory. Equal
   * when nothing changed but order and spelling; a different one asks for a full jobs/get.
   */
  public static long of(JsonNode settings) {
    var hash = Fingerprint.sha256(Fingerprint.canonical(Normal.of(settings)));
    return Long.parseUnsignedLong(hash.substring(0, HEX_OF_A_LONG), 16);
  }
}
