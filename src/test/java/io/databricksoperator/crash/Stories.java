package io.databricksoperator.crash;

import java.util.List;
import java.util.stream.Stream;

/** The main line in short stories. */
final class Stories {

  /** Words of the names of those that are played; all are if it is empty. */
  private static final String ONLY = System.getProperty("crash.story", "");

  private Stories() {}

  /** Whether all of them are played. */
  static boolean whole() {
    return ONLY.isEmpty();
  }

  /** All of them, or those that were asked for. */
  static Stream<Story> all() {
    return Stream.of(JobStories.all(), RunStories.all(), underOtherAnswers())
        .flatMap(List::stream)
        .filter(story -> story.name().contains(ONLY));
  }

  /** Those that depend on what nobody has published, under the other answers. */
  private static List<Story> underOtherAnswers() {
    return List.of(
        JobStories.create().under("{\"listDelay\": \"PT30S\"}"),
        JobStories.createWithSchedule().under("{\"listDelay\": \"PT30S\"}"),
        RunStories.policyRepair().under("{\"staleReadsAfterRepair\": 4}"),
        RunStories.policyRepair()
            .under("{\"staleReadsAfterRepair\": 0, \"staleTimeAfterRepair\": \"PT2M\"}"),
        RunStories.policyRepair()
            .under(
                "{\"attemptNumberAfterRepair\": \"RESTART\","
                    + " \"rerunAllFailedTakesUpstreamFailed\": false}"),
        RunStories.start().under("{\"tokenScope\": \"JOB\"}"));
  }
}
