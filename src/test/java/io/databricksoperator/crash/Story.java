package io.databricksoperator.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A short piece of the product's main line.
 *
 * @param name of the story
 * @param worthwhile which cuts tell anything that other stories do not
 * @param given what was before; nothing goes wrong in it
 * @param when what people do, and waiting for what must come of it
 * @param then what must be so in the end, by the ledger and by Kubernetes
 */
record Story(
    String name,
    Predicate<Cut> worthwhile,
    Consumer<CrashWorld> given,
    Consumer<CrashWorld> when,
    Consumer<CrashWorld> then) {

  /** A story in which everything may go wrong. */
  Story(
      String name,
      Consumer<CrashWorld> given,
      Consumer<CrashWorld> when,
      Consumer<CrashWorld> then) {
    this(name, cut -> true, given, when, then);
  }

  /**
   * The same where Databricks has other answers to what nobody has published. Only its own calls
   * tell anything new then.
   */
  Story under(String settings) {
    return new Story(
        name + ", " + settings.replaceAll("[{}\"]", ""),
        Cut::atDatabricks,
        world -> {
          world.databricks().setting(settings);
          given.accept(world);
        },
        when,
        then);
  }

  /** Plays it; says whether what should go wrong went wrong, and which calls were made. */
  Played play(Cut cut) {
    try (var world = new CrashWorld(cut)) {
      given.accept(world);
      world.arm();
      when.accept(world);
      var calls = world.calls();
      world.settle();
      try {
        then.accept(world);
      } catch (AssertionError e) {
        throw new AssertionError(e.getMessage() + world.shown(), e);
      }
      return new Played(world.struck(), calls);
    }
  }

  /** Everything that can go wrong at these calls. */
  List<Cut> cuts(List<String> calls) {
    var cuts = new ArrayList<Cut>();
    var counts = new HashMap<String, Integer>();
    for (var call : calls) {
      int nth = counts.merge(call, 1, Integer::sum);
      Stream.of(Cut.When.values())
          .filter(when -> Calls.bears(call, when))
          .map(when -> new Cut(call, nth, when))
          .forEach(cuts::add);
    }
    cuts.add(Cut.again(2));
    cuts.add(Cut.again(3));
    return cuts.stream().filter(worthwhile).toList();
  }

  /**
   * How it went.
   *
   * @param struck whether what should go wrong went wrong
   * @param calls the calls that counted, in the first life
   */
  record Played(boolean struck, List<String> calls) {}
}
