package io.databricksoperator.databricks.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whoever comes first, the connection or the caller who leaves, decides for good. */
class PassageTest {

  private final Passage passage = new Passage();

  @Test
  void aRequestPassesOnce() {
    assertThat(passage.pass()).isTrue();
    assertThat(passage.pass()).isFalse();
    assertThat(passage.sent()).isTrue();
  }

  @Test
  void whatHasPassedCannotBeGivenUp() {
    passage.pass();

    assertThat(passage.giveUp()).isFalse();
    assertThat(passage.sent()).isTrue();
  }

  @Test
  void whatWasGivenUpNeverPasses() {
    assertThat(passage.giveUp()).isTrue();
    assertThat(passage.pass()).isFalse();
    assertThat(passage.giveUp()).isTrue();
    assertThat(passage.sent()).isFalse();
  }
}
