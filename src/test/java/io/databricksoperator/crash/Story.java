package io.databricksoperator.crash;

import java.util.List;
import java.util.function.Consumer;

/**
 * A short piece of the product's main line.
 *
 * @param name of the story
 * @param given what was before; nothing goes wrong in it
 * @param when what people do, and waiting for what must come of it
 * @param then what must be so in the end, by the ledger and by Kubernetes
 */
record Story(
    String name, Consumer<CrashWorld> given, Consumer<CrashWorld> when, Consumer<CrashWorld> then) {

  /** The same where Databricks has other answers to what nobody has published. */
  Story under(String settings) {
    return new Story(
        name + ", " + settings.replaceAll("[{}\"]", ""),
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

  /**
   * How it went.
   *
   * @param struck whether what should go wrong went wrong
   * @param calls the calls that counted, in the first life
   */
  record Played(boolean struck, List<String> calls) {}
}
