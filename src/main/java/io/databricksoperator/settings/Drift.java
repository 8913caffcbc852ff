package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Whether a job that we made still is what the manifest says (design 6.2). */
public final class Drift {
  private Drift() {}

  /**
   * Everywhere the job differs. In the manifest: live must equal it. Not in it: what the server is
   * known to fill is ignored; an added schedule, trigger, task, tag, recipient or dependency always
   * counts; for all else the baseline decides, unit by unit. A unit that had nothing beside the
   * manifest then is told leaf by leaf; of any other only its path is known.
   *
   * @param wanted the settings as the operator sends them ({@link JobBody})
   * @param live all of the settings that jobs/get shows, no cut page
   * @param accepted the baseline
   * @return sorted by path; empty when nothing differs
   */
  public static List<Difference> judge(JsonNode wanted, JsonNode live, Accepted accepted) {
    var comparison = Comparison.of(wanted, live);
    var found = new ArrayList<>(comparison.differences());
    if (accepted.extras() != null) {
      var units = new TreeSet<>(comparison.extras().keySet());
      units.addAll(accepted.extras().keySet());
      units.forEach(unit -> found.addAll(beside(unit, comparison, accepted)));
    }
    found.removeIf(accepted::owns);
    found.sort(Comparator.comparing(Difference::path));
    return List.copyOf(found);
  }

  private static List<Difference> beside(String name, Comparison comparison, Accepted accepted) {
    var unit = comparison.extras().get(name);
    var before = accepted.extras().get(name);
    if (before == null) {
      return unit == null ? List.of() : unit.added();
    }
    if (unit == null) {
      return List.of(new Difference(name, Difference.Kind.Removed, null, null));
    }
    return before.equals(Fingerprint.of(unit.leaves(), accepted.salt()))
        ? List.of()
        : List.of(Difference.changed(name, null, told(name, unit.leaves())));
  }

  /** What is beside the manifest, by its path inside the unit. */
  private static JsonNode told(String unit, JsonNode leaves) {
    if (leaves.has(unit)) {
      return leaves.get(unit);
    }
    var told = Trees.JSON.objectNode();
    Trees.names(leaves).forEach(p -> told.set(p.substring(unit.length() + 1), leaves.get(p)));
    return told;
  }
}
