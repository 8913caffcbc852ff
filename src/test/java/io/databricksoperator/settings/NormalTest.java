package io.databricksoperator.settings;

import static io.databricksoperator.settings.Given.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: Untitled, timeout_seconds: 0.0, max_concurrent_runs: 1} | {}",
        "{format: SINGLE_TASK, edit_mode: EDITABLE} | {}",
        "{continuous: {}} | {continuous: {pause_status: UNPAUSED, task_retry_mode: NEVER}}",
        "{triggers: [{schedule: {}}]} | {triggers: [{pause_status: UNPAUSED, schedule: {}}]}",
        "{git_source: {git_provider: GITHUB}} | {git_source: {git_provider: gitHub, git_snapshot:"
            + " {}}}",
        "{queue: {enabled: false}} | {}",
        "{email_notifications: {no_alert_for_skipped_runs: false}} | {notification_settings:"
            + " {no_alert_for_canceled_runs: false}}",
        "{deployment: {kind: BUNDLE, version_id: 1}} | {deployment: {kind: BUNDLE}}",
        "{run_as: {user_name: A@b.c}} | {run_as: {user_name: a@b.c}}",
        "{tasks: [{task_key: a, run_job_task: {job_id: '9'}}]} | {tasks: [{task_key: a,"
            + " run_job_task: {job_id: 9}}]}",
        "{tasks: [{task_key: a, dbt_task: {schema: default}}]} | {tasks: [{task_key: a}]}",
        "{tasks: [{task_key: a, libraries: [{jar: x}, {jar: y}, {jar: x}]}]} | {tasks: [{task_key:"
            + " a, libraries: [{jar: y}, {jar: x}]}]}",
        "{tasks: [{task_key: a, new_cluster: {num_workers: 0, data_security_mode:"
            + " DATA_SECURITY_MODE_DEDICATED}}]} | {tasks: [{task_key: a, new_cluster:"
            + " {data_security_mode: SINGLE_USER}}]}",
        "{environments: [{environment_key: e, spec: {client: '2'}}]} | {environments:"
            + " [{environment_key: e, spec: {environment_version: '2'}}]}"
      })
  void whatMeansTheSameHasOneForm(String left, String right) {
    // Given two spellings

    // When
    var normal = Normal.of(yaml(left));

    // Then
    assertThat(normal).isEqualTo(Normal.of(yaml(right)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{continuous: {}} | {}",
        "{tasks: [{task_key: a, notebook_task: {base_parameters: {timeout_seconds: '0'}}}]} |"
            + " {tasks: [{task_key: a, notebook_task: {base_parameters: {}}}]}",
        "{tasks: [{task_key: a, spark_python_task: {parameters: [x, y]}}]} | {tasks: [{task_key: a,"
            + " spark_python_task: {parameters: [y, x]}}]}",
        "{tasks: [{task_key: a, depends_on: [{task_key: b, outcome: 'true'}]}]} | {tasks:"
            + " [{task_key: a, depends_on: [{task_key: b, outcome: 'false'}]}]}",
        "{job_clusters: [{job_cluster_key: a, new_cluster: {spark_conf: {x: '1'}}}]} |"
            + " {job_clusters: [{job_cluster_key: a, new_cluster: {spark_conf: {x: '1.0'}}}]}",
        "{git_source: {git_url: x}, tasks: [{task_key: a, notebook_task: {source: WORKSPACE}}]} |"
            + " {git_source: {git_url: x}, tasks: [{task_key: a}]}",
        "{triggers: [{continuous: {}}]} | {triggers: [{}]}",
        "{queue: {enabled: true}} | {}",
        "{parameters: [{name: a}]} | {}"
      })
  void whatDiffersStaysDifferent(String left, String right) {
    // Given two meanings

    // When
    var normal = Normal.of(yaml(left));

    // Then
    assertThat(normal).isNotEqualTo(Normal.of(yaml(right)));
  }

  @Test
  void elementsStandUnderTheirName() {
    // Given
    var settings =
        yaml(
            """
            tasks:
            - {task_key: a, depends_on: [{task_key: z}, {task_key: z, outcome: "true"}]}
            email_notifications: {on_failure: [b@x, a@x]}
            """);

    // When
    var normal = Normal.of(settings);

    // Then
    assertThat(normal)
        .isEqualTo(
            yaml(
                """
                tasks:
                  a:
                    task_key: a
                    depends_on: {"z": {task_key: z, outcome: "true"}, "z#2": {task_key: z}}
                email_notifications: {on_failure: {b@x: b@x, a@x: a@x}}
                """));
  }

  @Test
  void theInputStaysAsItIs() {
    // Given
    var settings = yaml("{tasks: [{task_key: a, run_if: ALL_SUCCESS, libraries: [{jar: x}]}]}");
    var before = settings.deepCopy();

    // When
    var normal = Normal.of(settings);

    // Then
    assertThat(normal).isNotEqualTo(before);
    assertThat(settings).isEqualTo(before);
  }
}
