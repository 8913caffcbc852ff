package io.databricksoperator.settings;

import static io.databricksoperator.settings.Given.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OverlayTest {

  @Test
  void keyedArraysAreLaidByKeyAndNewElementsComeLast() {
    // Given
    var settings =
        yaml("tasks: [{task_key: a, max_retries: 1, timeout_seconds: 5}, {task_key: b}]");
    var extra = yaml("tasks: [{task_key: c}, {task_key: a, max_retries: 2}]");

    // When
    var laid = Overlay.lay(settings, extra);

    // Then
    assertThat(laid)
        .isEqualTo(
            yaml(
                "tasks: [{task_key: a, max_retries: 2, timeout_seconds: 5}, {task_key: b},"
                    + " {task_key: c}]"));
  }

  @Test
  void aNullRemovesAtAnyDepthEvenInWhatIsNew() {
    // Given
    var settings = yaml("{schedule: {timezone_id: UTC}, tasks: [{task_key: a, max_retries: 1}]}");
    var extra =
        yaml("{schedule: null, tasks: [{task_key: a, max_retries: null}], x: {y: null, z: 1}}");

    // When
    var laid = Overlay.lay(settings, extra);

    // Then
    assertThat(laid).isEqualTo(yaml("{tasks: [{task_key: a}], x: {z: 1}}"));
  }

  @Test
  void plainListsAreReplacedAlsoWhenTheyAreCalledParameters() {
    // Given
    var settings = yaml("{a: [1, 2], spark_python_task: {parameters: [x, y]}}");
    var extra = yaml("{a: [3], spark_python_task: {parameters: [z]}}");

    // When
    var laid = Overlay.lay(settings, extra);

    // Then
    assertThat(laid).isEqualTo(yaml("{a: [3], spark_python_task: {parameters: [z]}}"));
  }

  @Test
  void duplicateKeysStayForTheCheckToFind() {
    // Given
    var settings = yaml("tasks: [{task_key: a}, {task_key: a}]");

    // When
    var laid = Overlay.lay(settings, null);

    // Then
    assertThat(laid).isEqualTo(settings);
  }

  @Test
  void theInputsStayAsTheyAre() {
    // Given
    var settings = yaml("{tags: {a: b}, tasks: [{task_key: a, new_cluster: {num_workers: 1}}]}");
    var extra = yaml("{tags: {a: c}, tasks: [{task_key: a, new_cluster: {num_workers: 2}}]}");
    var before = settings.deepCopy();
    var extraBefore = extra.deepCopy();

    // When
    var laid = Overlay.lay(settings, extra);
    laid.withObject("/tags").put("a", "d");
    laid.withArray("tasks").removeAll();

    // Then
    assertThat(settings).isEqualTo(before);
    assertThat(extra).isEqualTo(extraBefore);
  }
}
