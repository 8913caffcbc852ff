package io.databricksoperator.settings;

import static io.databricksoperator.settings.Given.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriftTextTest {

  @ParameterizedTest
  @CsvSource({
    "job_clusters/a/new_cluster/spark_conf/spark.x, 1",
    "tasks/a/new_cluster/spark_env_vars/HOME, /srv/data",
    "tasks/a/notebook_task/base_parameters/date, x",
    "tasks/a/python_wheel_task/named_parameters/date, x",
    "tasks/a/run_job_task/job_parameters/date, x",
    "tasks/a/run_job_task/jar_params, x",
    "parameters/date/default, x",
    "tasks/a/docker_image/basic_auth/password, x",
    "tags/api_token, x",
    "description, dapi0123456789abcdef",
    "description, https://user:pw@example.com/x",
    "description, git+https://ghp_0123456789@example.com/x.git",
    "description, '{\"password\": \"hunter2\"}'",
    "description, see password=hunter2"
  })
  void secretsAreHiddenByPlaceAndByLook(String path, String value) {
    // Given a value that may be secret

    // When
    var shown = DriftText.value(path, TextNode.valueOf(value));

    // Then
    assertThat(shown).isEqualTo("(hidden)");
  }

  @Test
  void theNameOfATaskHidesNothing() {
    // Given
    var path = "tasks/rotate_token/notebook_task/notebook_path";

    // When
    var shown = DriftText.value(path, TextNode.valueOf("/a"));

    // Then
    assertThat(shown).isEqualTo("/a");
  }

  @Test
  void secretsInsideAWholeAddedTaskAreHidden() {
    // Given
    var task =
        yaml("{k: {spark_conf: {a: hunter2}, list: [{client_secret: hunter2}, dapi0123456789]}}");

    // When
    var shown = DriftText.value("tasks/a", task);

    // Then
    assertThat(shown).doesNotContain("hunter2", "dapi0").contains("\"spark_conf\":\"(hidden)\"");
  }

  @Test
  void whereSomethingIsStoredIsNoSecret() {
    // Given
    var value = TextNode.valueOf("abfss://data@account.dfs.core.windows.net/a.whl");

    // When
    var shown = DriftText.value("description", value);

    // Then
    assertThat(shown).isEqualTo(value.textValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "whl:https:~1~1h~1a.whl?sig=abc",
        "pypi:git+https:~1~1bot:s3cr3tpassw0rd@github.com~1org~1r.git",
        "pypi:git+https:~1~1ghp_0123456789@github.com~1org~1r.git"
      })
  void aSecretInAPathIsHiddenToo(String library) {
    // Given
    var difference = Difference.added("tasks/a/libraries/" + library, TextNode.valueOf("x"));

    // When
    var text = DriftText.of(difference);

    // Then
    assertThat(text.path()).isEqualTo("tasks/a/libraries/(hidden)");
  }

  @Test
  void aSecretInAPathInsideWhatIsToldOfAUnitIsHidden() {
    // Given
    var told = Trees.JSON.objectNode().put("libraries/pypi:https:~1~1bot:pw@h~1r.git", "x");

    // When
    var shown = DriftText.value("tasks/a", told);

    // Then
    assertThat(shown).doesNotContain("bot:pw");
  }

  @Test
  void longValuesAreCutBetweenCharacters() {
    // Given
    var plain = TextNode.valueOf("x".repeat(65));
    var smileAtTheCut = TextNode.valueOf("x".repeat(62) + "😀😀");

    // When
    var cut = DriftText.value("description", plain);

    // Then
    assertThat(cut).hasSize(64).endsWith("x…");
    assertThat(DriftText.value("description", smileAtTheCut)).isEqualTo("x".repeat(62) + "…");
    assertThat(DriftText.value("description", TextNode.valueOf("x".repeat(64)))).hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"eyJ", "a_", "://a:", "basic "})
  void neitherANameNorAValueIsSlow(String part) {
    // Given
    var text = part.repeat((1 << 20) / part.length());
    var difference = Difference.added("tags/" + text, TextNode.valueOf(text));

    // Then
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> DriftText.of(difference));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AccountName=x;AccountKey=c2VjcmV0c2VjcmV0",
        "Server=db;Pwd=swordfish1",
        "glpat-abcdefghijklmnopqrst",
        "jdbc:postgresql://bot:hunter2@db/x"
      })
  void whatAMessageWouldHideADriftHidesAsWell(String value) {
    assertThat(DriftText.value("description", TextNode.valueOf(value))).isEqualTo("(hidden)");
  }

  @Test
  void twentyDifferencesAreToldAtMost() {
    // Given
    var many = Collections.nCopies(30, Difference.added("tags/a", TextNode.valueOf("b")));

    // When
    var told = DriftText.of(many);

    // Then
    assertThat(told).hasSize(20);
  }
}
