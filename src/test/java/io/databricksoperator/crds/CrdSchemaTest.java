package io.databricksoperator.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrdSchemaTest {
  private static final String HEAD =
      """
      apiVersion: databricks-operator.io/v1beta1
      kind: DatabricksJob
      metadata: {name: nightly, labels: {team: a}}
      """;

  @Test
  void aDocumentThatFitsHasNoProblems() throws IOException {
    assertThat(problems("spec: {workspaceRef: {name: prod}, settings: {name: a}}")).isEmpty();
  }

  @Test
  void aTypoInSettingsIsAProblemThatSaysWhere() throws IOException {
    assertThat(problems("spec: {workspaceRef: {name: prod}, settings: {nmae: a}}"))
        .singleElement()
        .asString()
        .startsWith("$.spec.settings:")
        .contains("'nmae'");
  }

  @Test
  void anythingIsLetIntoExtraSettings() throws IOException {
    assertThat(
            problems(
                "spec: {workspaceRef: {name: p}, settings: {}, extraSettings: {new: [1, {a:"
                    + " null}]}}"))
        .isEmpty();
  }

  @Test
  void aFieldBesideSpecIsAProblem() throws IOException {
    assertThat(problems("spec: {workspaceRef: {name: p}, settings: {}}\nspce: {}"))
        .singleElement()
        .asString()
        .contains("'spce'");
  }

  @Test
  void anotherVersionOrKindIsAProblem() throws IOException {
    assertThat(
            CrdSchema.problems(
                yaml("{apiVersion: databricks-operator.io/v1, kind: DatabricksJob}")))
        .containsExactly("$.apiVersion: there is no databricks-operator.io/v1");
    assertThat(CrdSchema.problems(yaml("{apiVersion: databricks-operator.io/v1beta1, kind: Job}")))
        .containsExactly("$.kind: there is no Job");
  }

  @Test
  void onlyOurGroupIsOurs() throws IOException {
    assertThat(CrdSchema.ours(yaml(HEAD))).isTrue();
    assertThat(CrdSchema.ours(yaml("{apiVersion: batch/v1, kind: Job}"))).isFalse();
  }

  private static List<String> problems(String rest) throws IOException {
    return CrdSchema.problems(yaml(HEAD + rest));
  }

  private static JsonNode yaml(String text) throws IOException {
    return new YAMLMapper().readTree(text);
  }
}
