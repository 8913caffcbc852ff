package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Databricks had when a read first showed our own write, as short salted hashes (design 6.3).
 *
 * @param wanted fingerprint of the settings that were sent, in normal form
 * @param live fingerprint of the settings that the read showed, in normal form
 * @param extras by unit (field, task, cluster, environment, parameter), a fingerprint of what the
 *     live settings hold beside the manifest and the server is not known to fill; a unit with
 *     nothing beside has no entry
 */
public record Baseline(String wanted, String live, Map<String, String> extras) {
  /**
   * The baseline for a write and the read that confirmed it.
   *
   * @param wanted the settings as sent
   * @param live the settings that jobs/get showed
   * @param salt kept for as long as the baseline is
   */
  public static Baseline of(JsonNode wanted, JsonNode live, String salt) {
    var extras = new TreeMap<String, String>();
    Comparison.of(wanted, live)
        .extras()
        .forEach((name, unit) -> extras.put(name, Fingerprint.of(unit.leaves(), salt)));
    return new Baseline(
        Fingerprint.ofSettings(wanted, salt), Fingerprint.ofSettings(live, salt), extras);
  }

  /**
   * What to record of differences that survived our own reset: the server keeps these values, so
   * they are no drift while they stay the same.
   *
   * @return fingerprints of the values found, by fingerprints of their paths, which may hold
   *     content too
   */
  public static Map<String, String> owned(List<Difference> survivors, String salt) {
    var owned = new TreeMap<String, String>();
    survivors.forEach(each -> owned.put(place(each, salt), Fingerprint.of(each.found(), salt)));
    return owned;
  }

  static String place(Difference difference, String salt) {
    return Fingerprint.of(TextNode.valueOf(difference.path()), salt);
  }
}
