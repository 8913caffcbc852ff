package io.databricksoperator.settings;

import static io.databricksoperator.settings.Given.SALT;
import static io.databricksoperator.settings.Given.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  @Test
  void itIsShortAndDependsOnSaltAndContent() {
    // Given
    var tree = yaml("{a: 1}");

    // When
    var print = Fingerprint.of(tree, SALT);

    // Then
    assertThat(print).matches("[0-9a-f]{12}");
    assertThat(print)
        .isNotEqualTo(Fingerprint.of(tree, "uid-2"))
        .isNotEqualTo(Fingerprint.of(yaml("{a: 2}"), SALT))
        .isNotEqualTo(Fingerprint.of(yaml("{a: '1'}"), SALT))
        .isNotEqualTo(Fingerprint.of(null, SALT));
  }

  @Test
  void spellingDoesNotMatterButTheOrderOfAListDoes() {
    // Given
    var tree = yaml("{a: 1, b: {c: [1, 2], d: 0.5}}");

    // When
    var print = Fingerprint.of(tree, SALT);

    // Then
    assertThat(print)
        .isEqualTo(Fingerprint.of(yaml("{b: {d: 0.50, c: [1.0, 2e0]}, a: 1.0}"), SALT))
        .isNotEqualTo(Fingerprint.of(yaml("{a: 1, b: {c: [2, 1], d: 0.5}}"), SALT));
  }

  @Test
  void numbersOfAnySizeHaveOne() {
    // Given
    var huge =
        Trees.JSON
            .objectNode()
            .put("a", new BigDecimal("1e999999999"))
            .put("b", Double.POSITIVE_INFINITY)
            .put("c", new BigInteger("123456789012345678901234567890"));

    // When
    var print = Fingerprint.of(huge, SALT);

    // Then
    assertThat(print).matches("[0-9a-f]{12}");
  }

  @Test
  void fieldNamesCannotForgeAnotherTree() {
    // Given
    var two = yaml("{a: 1, b: 2}");
    var forged = Trees.JSON.objectNode().put("a\":1,\"b", 2);

    // When
    var print = Fingerprint.of(two, SALT);

    // Then
    assertThat(print).isNotEqualTo(Fingerprint.of(forged, SALT));
  }

  @Test
  void theDigestOfAListItemIgnoresOrderAndWhatTheServerDefaults() {
    // Given
    var item =
        yaml("{name: a, tasks: [{task_key: x}, {task_key: y}], format: MULTI_TASK, tags: {}}");
    var same = yaml("{tasks: [{task_key: y, run_if: ALL_SUCCESS}, {task_key: x}], name: a}");

    // When
    var digest = Digest.of(item);

    // Then
    assertThat(digest).isEqualTo(Digest.of(same));
    assertThat(digest).isNotEqualTo(Digest.of(yaml("{name: a, tasks: [{task_key: x}]}")));
  }
}
