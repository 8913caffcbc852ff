package io.databricksoperator.settings;

import java.util.Map;

/**
 * What was in the job when the operator's last write was confirmed, and is no drift while it stays.
 *
 * @param extras {@link Baseline#extras} as stored; null when no read has confirmed the write yet:
 *     then what is beside the manifest is not judged
 * @param owned {@link Baseline#owned}: the values that the server keeps its own whatever is
 *     written; null for none
 * @param salt the salt that both were made with
 */
public record Accepted(Map<String, String> extras, Map<String, String> owned, String salt) {
  /** No read has confirmed the last write yet. */
  public static Accepted nothingYet(String salt) {
    return new Accepted(null, null, salt);
  }

  /** Whether the server keeps this value its own. What someone adds by hand never is its own. */
  public boolean owns(Difference difference) {
    var hash = owned == null ? null : owned.get(Baseline.place(difference, salt));
    return hash != null
        && !difference.byHand()
        && hash.equals(Fingerprint.of(difference.found(), salt));
  }
}
