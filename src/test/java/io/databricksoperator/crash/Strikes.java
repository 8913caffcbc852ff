package io.databricksoperator.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Of the points at which something should go wrong, those at which it did: in all, for each kind of
 * cut, for each effect in Databricks, and for each kind of cut at each effect.
 */
final class Strikes {

  /** The main line (design 10); a new effect joins when it is called. */
  static final List<String> EFFECTS =
      List.of(
          "POST jobs/create",
          "POST jobs/reset",
          "POST jobs/delete",
          "POST jobs/run-now",
          "POST jobs/runs/submit",
          "POST jobs/runs/repair",
          "POST jobs/runs/cancel");

  private static final String ALL = "all";

  /** Now and then a replay takes another way and never comes to the point; not often. */
  private static final int PERCENT_OF_ALL = 90;

  private static final int PERCENT_OF_A_SORT = 80;

  /**
   * How often something went wrong.
   *
   * @param points where it should
   * @param struck where it did
   */
  private record Count(int points, int struck) {

    static final Count NONE = new Count(0, 0);

    Count plus(boolean hit) {
      return new Count(points + 1, struck + (hit ? 1 : 0));
    }

    boolean atLeast(int percent) {
      return struck > 0 && struck * 100 >= points * percent;
    }

    @Override
    public String toString() {
      return struck + "/" + points;
    }
  }

  /** By kind of cut, by effect, and all together. */
  private final Map<String, Count> sorts = new TreeMap<>();

  /** By kind of cut and effect: a few points each, of which one must have been struck. */
  private final Map<String, Count> pairs = new TreeMap<>();

  /** One more point, and whether it was struck. */
  void add(Cut cut, boolean struck) {
    count(sorts, ALL, struck);
    count(sorts, cut.when().name(), struck);
    if (isEffect(cut.call())) {
      count(sorts, cut.call(), struck);
      count(pairs, pair(cut.when(), cut.call()), struck);
    }
  }

  /**
   * What was struck too seldom, each as a sentence.
   *
   * @param whole whether all stories were played, so that every effect has to be there
   */
  List<String> faults(boolean whole) {
    var faults = new ArrayList<String>();
    var wantedSorts = new TreeSet<>(sorts.keySet());
    var wantedPairs = new TreeSet<>(pairs.keySet());
    if (whole) {
      Arrays.stream(Cut.When.values()).map(Enum::name).forEach(wantedSorts::add);
      wantedSorts.addAll(EFFECTS);
      EFFECTS.stream().flatMap(Strikes::pairs).forEach(wantedPairs::add);
    }
    for (var sort : wantedSorts) {
      fault(sorts, sort, sort.equals(ALL) ? PERCENT_OF_ALL : PERCENT_OF_A_SORT, faults);
    }
    wantedPairs.forEach(pair -> fault(pairs, pair, 0, faults));
    return faults;
  }

  private static void fault(
      Map<String, Count> counts, String what, int percent, List<String> faults) {
    var count = counts.getOrDefault(what, Count.NONE);
    if (!count.atLeast(percent)) {
      faults.add(what + ": " + count + " struck; at least one should be, and " + percent + " %");
    }
  }

  private static void count(Map<String, Count> counts, String what, boolean struck) {
    counts.put(what, counts.getOrDefault(what, Count.NONE).plus(struck));
  }

  private static boolean isEffect(String call) {
    return Calls.writes(call) && Calls.toDatabricks(call);
  }

  private static Stream<String> pairs(String effect) {
    return Arrays.stream(Cut.When.values())
        .filter(when -> Calls.bears(effect, when))
        .map(when -> pair(when, effect));
  }

  private static String pair(Cut.When when, String effect) {
    return when + " " + effect;
  }

  /** Struck of points, by sort. */
  @Override
  public String toString() {
    return sorts.toString();
  }
}
