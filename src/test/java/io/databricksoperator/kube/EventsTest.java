package io.databricksoperator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Reason;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.World;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What of a decision becomes an event. */
class EventsTest {

  private static final LogKeys KEYS = new LogKeys(null, null, null, null);

  private World world;
  private Events events;

  @BeforeEach
  void start() {
    world = new World();
    events = new Events(world.clock());
    world.apply(Manifests.workspace("https://example.cloud.databricks.com"));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void whatHappensTwiceIsToldTwice() {
    // Given
    var notice = Notice.normal(Reason.Started, "started as run 1");

    // When
    events.publish(world.workspace(), KEYS, List.of(notice, notice), world.client());

    // Then
    assertThat(world.events("main"))
        .containsExactly("Normal Started: started as run 1", "Normal Started: started as run 1");
  }

  @Test
  void whatIsSaidOnceIsNotSaidAgainByWhoeverDecidesItLater() {
    // Given
    var notice = Notice.warning(Reason.Orphaned, "left job 7 behind");
    events.publishOnce(world.workspace(), KEYS, notice, world.client());

    // When
    new Events(world.clock()).publishOnce(world.workspace(), KEYS, notice, world.client());

    // Then
    assertThat(world.events("main")).containsExactly("Warning Orphaned: left job 7 behind");
  }

  @Test
  void aLongMessageIsCutBetweenCharacters() {
    // Given
    var notice = Notice.warning(Reason.Orphaned, "x".repeat(999) + "😀");

    // When
    events.publish(world.workspace(), KEYS, List.of(notice), world.client());

    // Then
    assertThat(world.events("main")).containsExactly("Warning Orphaned: " + "x".repeat(999) + "…");
  }

  @Test
  void anObjectThatCameAgainUnderTheSameNameIsToldOfAnew() {
    // Given
    var notice = Notice.warning(Reason.Orphaned, "left job 7 behind");
    events.publishOnce(world.workspace(), KEYS, notice, world.client());
    world.delete(world.workspace());
    world.apply(Manifests.workspace("https://example.cloud.databricks.com"));

    // When
    events.publishOnce(world.workspace(), KEYS, notice, world.client());

    // Then
    assertThat(world.events("main")).hasSize(2);
  }
}
