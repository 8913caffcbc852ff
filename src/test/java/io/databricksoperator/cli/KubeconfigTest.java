package io.databricksoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which cluster $KUBECONFIG names, and what is told if it names none. */
class KubeconfigTest {

  private static final String GOOD =
      """
      apiVersion: v1
      kind: Config
      current-context: %1$s
      clusters: [{name: %1$s, cluster: {server: "https://%1$s.example:6443"}}]
      contexts: [{name: %1$s, context: {cluster: %1$s, user: %1$s}}]
      users: [{name: %1$s, user: {token: secret-of-%1$s}}]
      """;

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String joined(Path... files) {
    var text = new StringBuilder();
    for (var file : files) {
      text.append(text.isEmpty() ? "" : File.pathSeparator).append(file);
    }
    return text.toString();
  }

  @Test
  void oneFileNamesTheClusterOfItsCurrentContext() throws Exception {
    // When
    var config = Kubeconfig.read(file("one", GOOD.formatted("blue")).toString());

    // Then
    assertThat(config.getMasterUrl()).startsWith("https://blue.example:6443");
    assertThat(config.getAutoOAuthToken()).isEqualTo("secret-of-blue");
  }

  @Test
  void ofSeveralFilesTheFirstCurrentContextCountsAndAnyMayHoldItsCluster() throws Exception {
    // Given
    var choice = file("choice", "apiVersion: v1\nkind: Config\ncurrent-context: green\n");
    var blue = file("blue", GOOD.formatted("blue"));
    var green = file("green", GOOD.formatted("green"));

    // When
    var config = Kubeconfig.read(joined(choice, folder.resolve("none"), blue, green));

    // Then
    assertThat(config.getMasterUrl()).startsWith("https://green.example:6443");
    assertThat(config.getAutoOAuthToken()).isEqualTo("secret-of-green");
  }

  @Test
  void filesAreNamedRelativeToTheirOwnFolder() throws Exception {
    // Given
    var text = GOOD.formatted("blue").replace("server:", "certificate-authority: ca.crt, server:");

    // When
    var config = Kubeconfig.read(file("one", text).toString());

    // Then
    assertThat(config.getCaCertFile()).isEqualTo(folder.resolve("ca.crt").toString());
  }

  @Test
  void jsonIsAKubeconfigToo() throws Exception {
    // Given
    var json =
        "{\n\t\"current-context\": \"a\",\n\t\"contexts\":"
            + " [{\"name\": \"a\", \"context\": {\"cluster\": \"c\"}}],\n\t\"clusters\":"
            + " [{\"name\": \"c\", \"cluster\": {\"server\": \"https://a.example\"}}]\n}";

    // Then
    assertThat(Kubeconfig.read(file("json", json).toString()).getMasterUrl())
        .startsWith("https://a.example");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                             | which is empty",
        "'# only a comment'             | which is empty",
        "'hello'                        | which is not a kubeconfig",
        "'[1, 2]'                       | which is not a kubeconfig",
        "'clusters: hello'              | which is not a kubeconfig",
        "'users: [{name: secret, x'     | 'which is not YAML: look at line 1'",
        "'kind: Pod'                    | which has no current-context",
        "'current-context: nope'        | whose current-context nope does not exist",
      })
  void aFileThatIsNoKubeconfigIsNamedWithWhatIsWrong(String text, String wrong) throws Exception {
    // Given
    var file = file("bad", text);

    // Then
    assertThatThrownBy(() -> Kubeconfig.read(file.toString()))
        .isInstanceOf(Kubeconfig.Unusable.class)
        .hasMessage("$KUBECONFIG names " + file + ", " + wrong);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "current-context: blue      | current-context: red | whose current-context red does not"
            + " exist; there are blue",
        "context: {cluster: blue    | context: {cluster: c | whose cluster c has no server",
        "https://blue.example:6443  | ''                   | whose cluster blue has no server",
        "https://blue.example:6443  | blue.example:6443    | whose cluster blue has a server that"
            + " is no http(s) URL",
        "blue.example:6443          | blue.example:99999   | whose cluster blue has a server that"
            + " is no http(s) URL",
        "user: blue}                | user: u}             | whose user u does not exist",
      })
  void aContextThatLeadsToNoClusterIsToldWithWhatIsMissing(String good, String bad, String wrong)
      throws Exception {
    // Given
    var file = file("bad", GOOD.formatted("blue").replace(good, bad));

    // Then
    assertThatThrownBy(() -> Kubeconfig.read(file.toString()))
        .hasMessage("$KUBECONFIG names " + file + ", " + wrong);
  }

  @Test
  void whatIsNoFileOrNoTextIsNamed() throws Exception {
    // Given
    var none = folder.resolve("none");
    var bytes = Files.write(folder.resolve("bytes"), new byte[] {0, -1, -2});

    // Then
    assertThatThrownBy(() -> Kubeconfig.read(none.toString()))
        .hasMessage("$KUBECONFIG names " + none + ", which is not a file");
    assertThatThrownBy(() -> Kubeconfig.read(folder.toString()))
        .hasMessage("$KUBECONFIG names " + folder + ", which is not a file");
    assertThatThrownBy(() -> Kubeconfig.read(bytes.toString()))
        .hasMessage("$KUBECONFIG names " + bytes + ", which is not a text");
  }
}
