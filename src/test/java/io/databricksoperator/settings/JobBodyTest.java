package io.databricksoperator.settings;

import static io.databricksoperator.settings.Given.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobBodyTest {

  @Test
  void whatTheApiWouldKeepOrTurnOnIsExplicit() {
    // Given
    var settings = yaml("{tags: {team: data}}");

    // When
    var body = Given.body(settings);

    // Then
    assertThat(body)
        .isEqualTo(
            yaml(
                """
                tags: {team: data, databricks-operator-owner: %s}
                run_as: {service_principal_name: 8d23ae77-912e-4a19-81e4-b9c3f5cc9349}
                name: nightly
                queue: {enabled: true}
                edit_mode: UI_LOCKED
                """
                    .formatted(Given.OWNER.value())));
  }

  @Test
  void whatTheManifestSaysStands() {
    // Given
    var settings =
        yaml(
            "{name: mine, run_as: {user_name: a@example.com}, queue: {enabled: false}, edit_mode:"
                + " EDITABLE, format: MULTI_TASK}");

    // When
    var body = Given.body(settings);

    // Then
    body.remove("tags");
    assertThat(body).isEqualTo(settings);
  }

  @Test
  void extraSettingsAreLaidBeforeTheStamp() {
    // Given
    var settings = yaml("{name: mine, queue: {enabled: false}}");
    var extra = yaml("{queue: null, tags: {databricks-operator-owner: forged}}");

    // When
    var body = JobBody.of(settings, extra, Given.stamp(false));

    // Then
    assertThat(body.at("/queue/enabled").asBoolean()).isTrue();
    assertThat(body.at("/tags/" + OwnerTag.NAME).asText()).isEqualTo(Given.OWNER.value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{schedule: {quartz_cron_expression: 0 0 5 * * 1, timezone_id: UTC}}",
        "{trigger: {periodic: {interval: 1, unit: DAYS}, pause_status: UNPAUSED}}",
        "{continuous: {}}",
        "{triggers: [{pause_status: PAUSED}, {periodic: {interval: 1, unit: DAYS}}]}"
      })
  void whatStartsByItselfIsInertOncePaused(String settings) {
    // Given
    var body = Given.body(yaml(settings));

    // When
    var inert = JobBody.inert(body);
    var suspended = JobBody.of(yaml(settings), null, Given.stamp(true));

    // Then
    assertThat(JobBody.startsByItself(body)).isTrue();
    assertThat(JobBody.startsByItself(inert)).isFalse();
    assertThat(suspended).isEqualTo(inert);
    assertThat(body).isEqualTo(Given.body(yaml(settings)));
  }

  @Test
  void aPausedJobAndOneWithoutTriggersDoNotStartByThemselves() {
    // Given
    var paused = yaml("{schedule: {pause_status: PAUSED}}");
    var plain = yaml("{tasks: [{task_key: a}], triggers: []}");

    // When
    var inert = JobBody.inert(plain);

    // Then
    assertThat(JobBody.startsByItself(paused)).isFalse();
    assertThat(JobBody.startsByItself(plain)).isFalse();
    assertThat(inert).isEqualTo(plain);
  }

  @Test
  void aReadWithoutRunAsIsCompletedFromTheJobsOwnField() {
    // Given
    var echoed = yaml("{run_as: {group_name: data}}");
    var silent = yaml("{name: a}");

    // When
    var kept = RunAs.of("me@example.com").into(echoed);
    var filled = RunAs.of("me@example.com").into(silent);

    // Then
    assertThat(kept).isEqualTo(echoed);
    assertThat(filled).isEqualTo(yaml("{name: a, run_as: {user_name: me@example.com}}"));
  }
}
