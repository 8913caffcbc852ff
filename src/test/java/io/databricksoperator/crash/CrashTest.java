package io.databricksoperator.crash;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/**
 * Whatever crashes, whenever: one job, one run, one repair, and nothing stuck. By itself, since it
 * plays several worlds at a time and silences their logs.
 */
@Isolated
class CrashTest {

  /** Most of a replay waits for the operator's timers. */
  private static final int WORLDS_AT_A_TIME = 6;

  private static final List<String> SHOUTING =
      List.of("io.databricksoperator", "io.fabric8", "io.javaoperatorsdk");

  private static final ExecutorService WORLDS = Executors.newFixedThreadPool(WORLDS_AT_A_TIME);

  /**
   * One replay.
   *
   * @param story what is replayed
   * @param cut what goes wrong
   * @param played how it went
   */
  private record Point(Story story, Cut cut, CompletableFuture<Story.Played> played) {

    static Point of(Story story, Cut cut) {
      return new Point(story, cut, CompletableFuture.supplyAsync(() -> story.play(cut), WORLDS));
    }

    DynamicTest test() {
      return DynamicTest.dynamicTest(story.name() + ": " + cut, played::join);
    }
  }

  /** Operators that die shout; what matters is in the message of a failure. */
  @BeforeAll
  static void silence() {
    SHOUTING.forEach(name -> logger(name).setLevel(Level.OFF));
  }

  @AfterAll
  static void endWorlds() {
    WORLDS.shutdownNow();
    SHOUTING.forEach(name -> logger(name).setLevel(null));
  }

  @TestFactory
  Stream<DynamicTest> whateverCrashesWheneverTheEndIsTheSame() {
    var recorded = Stories.all().map(story -> Point.of(story, Cut.NONE)).toList();
    var points = new ArrayList<Point>();
    for (var record : recorded) {
      var calls = record.played.join().calls();
      record.story.cuts(calls).forEach(cut -> points.add(Point.of(record.story, cut)));
    }
    return Stream.of(
            recorded.stream().map(Point::test),
            points.stream().map(Point::test),
            Stream.of(DynamicTest.dynamicTest("what was cut", () -> everythingWasCut(points))))
        .flatMap(tests -> tests);
  }

  private static void everythingWasCut(List<Point> points) {
    var stories = new TreeMap<String, Integer>();
    var strikes = new Strikes();
    for (var point : points) {
      stories.merge(point.story.name(), 1, Integer::sum);
      strikes.add(
          point.cut, !point.played.isCompletedExceptionally() && point.played.join().struck());
    }
    System.out.println("crash points: " + points.size() + " (stories " + stories + ")");
    System.out.println("crash points struck: " + strikes);
    assertThat(strikes.faults(Stories.whole())).as("what was struck too seldom").isEmpty();
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}
