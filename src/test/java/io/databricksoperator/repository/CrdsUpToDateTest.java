package io.databricksoperator.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.crds.CrdGenerator;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CrdsUpToDateTest {

  @Test
  void deployHoldsWhatTheApiRoomSays() {
    // Given
    var there = new TreeMap<String, String>();
    Checkout.under(Path.of("deploy/crds"))
        .forEach(
            file -> there.put(file.getFileName().toString(), Checkout.text(file).orElseThrow()));

    // When
    var generated = CrdGenerator.files();

    // Then
    var stale = new TreeMap<>(generated);
    stale.entrySet().removeIf(file -> file.getValue().equals(there.get(file.getKey())));
    assertThat(stale.keySet()).as("out of date in deploy/crds: run `make crds`").isEmpty();
    assertThat(there.keySet())
        .as("files in deploy/crds that nothing generates")
        .isEqualTo(generated.keySet());
  }
}
