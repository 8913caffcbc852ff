package io.databricksoperator.crash;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.LoggerFactory;

/** Whatever crashes, whenever: one job, one run, one repair, and nothing stuck. */
class CrashTest {

  private static final ExecutorService WORLDS = Executors.newFixedThreadPool(3);

  private static final List<String> SHOUTING =
      List.of("io.databricksoperator", "io.fabric8", "io.javaoperatorsdk");

  /** Operators that die shout; what matters is in the message of a failure. */
  @BeforeAll
  static void silence() {
    SHOUTING.forEach(name -> ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.OFF));
  }

  @AfterAll
  static void endWorlds() {
    WORLDS.shutdownNow();
    SHOUTING.forEach(name -> ((Logger) LoggerFactory.getLogger(name)).setLevel(null));
  }

  @TestFactory
  Stream<DynamicTest> whateverCrashesWheneverTheEndIsTheSame() {
    var tests = new ArrayList<DynamicTest>();
    for (var story : stories()) {
      var recorded = play(story, Cut.NONE);
      tests.add(test(story.name() + ": nothing goes wrong", recorded));
      for (var cut : cuts(recorded.join().calls())) {
        tests.add(test(story.name() + ": " + cut, play(story, cut)));
      }
    }
    return tests.stream();
  }

  private static CompletableFuture<Story.Played> play(Story story, Cut cut) {
    return CompletableFuture.supplyAsync(
        () -> {
          long s = System.nanoTime();
          var p = story.play(cut);
          System.out.println(
              story.name()
                  + ": "
                  + cut
                  + " "
                  + p.struck()
                  + " "
                  + (System.nanoTime() - s) / 1000000
                  + " ms "
                  + Thread.getAllStackTraces().keySet().stream()
                      .filter(t -> t.getName().equals("timers"))
                      .count()
                  + " "
                  + p.calls());
          return p;
        },
        WORLDS);
  }

  private static List<Story> stories() {
    var only = System.getProperty("only", "");
    return java.util.stream.Stream.concat(
            Stories.all().stream(), Stories.underOtherAnswers().stream())
        .filter(s -> s.name().contains(only))
        .toList();
  }

  private static DynamicTest test(String name, CompletableFuture<Story.Played> played) {
    return DynamicTest.dynamicTest(name, () -> assertThat(played.join()).isNotNull());
  }

  private static List<Cut> cuts(List<String> calls) {
    var cuts = new ArrayList<Cut>();
    var counts = new HashMap<String, Integer>();
    for (var call : calls) {
      int nth = counts.merge(call, 1, Integer::sum);
      for (var when : Cut.When.values()) {
        if (Calls.bears(call, when)) {
          cuts.add(new Cut(call, nth, when));
        }
      }
    }
    cuts.add(Cut.again(2));
    cuts.add(Cut.again(3));
    return cuts;
  }
}
