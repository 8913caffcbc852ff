package io.databricksoperator.embedded;

import static io.databricksoperator.embedded.Served.WIDGETS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubectlTest {
  @TempDir private Path dir;
  private Served served;

  private record Output(int code, String text) {}

  @BeforeEach
  void start() throws IOException {
    var found =
        Pattern.compile(Pattern.quote(File.pathSeparator))
            .splitAsStream(System.getenv().getOrDefault("PATH", ""))
            .anyMatch(d -> Files.isExecutable(Path.of(d, "kubectl")));
    if (!found) {
      System.out.println("NOT RUN: KubectlTest, there is no kubectl on the PATH");
    }
    Assumptions.assumeTrue(found, "kubectl is not on the PATH");
    served = new Served();
    served.kubernetes.writeKubeconfig(dir.resolve("kubeconfig"));
  }

  @AfterEach
  void stop() {
    if (served != null) {
      served.close();
    }
  }

  private Output kubectl(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("kubectl", "--cache-dir", dir.resolve("c").toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().put("KUBECONFIG", dir.resolve("kubeconfig").toString());
    var running = process.start();
    running.getOutputStream().close();
    var text = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Output(running.exitValue(), text);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text).toString();
  }

  private String widget(String spec) throws IOException {
    return file(
        "widget.yaml",
        """
        apiVersion: embedded.test/v1
        kind: Widget
        metadata:
          name: one
        spec: %s
        """
            .formatted(spec));
  }

  @Test
  void createGetAndDelete() throws IOException, InterruptedException {
    // When
    var created = kubectl("create", "-f", widget("{size: 3}"));
    served.merge(
        WIDGETS + "/one/status", "{status: {conditions: [{type: Ready, status: 'True'}]}}");
    var table = kubectl("get", "wd");
    var yaml = kubectl("get", "widgets/one", "-o", "jsonpath={.spec.size}");
    var category = kubectl("get", "things", "-A", "-o", "name");
    var deleted = kubectl("delete", "widget", "one", "--timeout=10s");

    // Then
    assertThat(created).isEqualTo(new Output(0, "widget.embedded.test/one created\n"));
    assertThat(table.text()).matches("NAME +SIZE +READY +AGE\\none +3 +True +\\d+s\\n");
    assertThat(yaml.text()).isEqualTo("3");
    assertThat(category.text()).isEqualTo("widget.embedded.test/one\n");
    assertThat(deleted.text()).contains("\"one\" deleted");
    assertThat(served.get(WIDGETS + "/one").status()).isEqualTo(404);
  }

  @Test
  void applyOfTheServer() throws IOException, InterruptedException {
    // When
    var first = kubectl("apply", "--server-side", "-f", widget("{size: 3, colour: red}"));
    var second = kubectl("apply", "--server-side", "-f", widget("{size: 4}"));

    // Then
    assertThat(first).isEqualTo(new Output(0, "widget.embedded.test/one serverside-applied\n"));
    assertThat(second.code()).isZero();
    assertThat(served.get(WIDGETS + "/one").body().get("spec")).isEqualTo(Json.parse("{size: 4}"));
  }

  @Test
  void applyOfTheClient() throws IOException, InterruptedException {
    // When
    var first = kubectl("apply", "-f", widget("{size: 3, colour: red}"));
    var second = kubectl("apply", "-f", widget("{size: 4}"));
    var same = kubectl("apply", "-f", widget("{size: 4}"));
    var typo = kubectl("apply", "-f", widget("{size: 4, colr: red}"));
    var wrong = kubectl("apply", "-f", widget("{size: 400}"));

    // Then
    assertThat(first).isEqualTo(new Output(0, "widget.embedded.test/one created\n"));
    assertThat(second).isEqualTo(new Output(0, "widget.embedded.test/one configured\n"));
    assertThat(same).isEqualTo(new Output(0, "widget.embedded.test/one unchanged\n"));
    assertThat(served.get(WIDGETS + "/one").body().get("spec")).isEqualTo(Json.parse("{size: 4}"));
    assertThat(typo.code()).isOne();
    assertThat(typo.text()).contains("strict decoding error: unknown field \"spec.colr\"");
    assertThat(wrong.text()).contains("spec.size in body should be less than or equal to 100");
  }

  @Test
  void kindsOfKubernetesItself() throws IOException, InterruptedException {
    // Given
    var manifest =
        file(
            "team.yaml",
            """
            apiVersion: v1
            kind: Namespace
            metadata:
              name: team
            ---
            apiVersion: v1
            kind: Secret
            metadata:
              name: s
              namespace: team
            stringData: {a: b}
            """);

    // When
    var applied = kubectl("apply", "-f", manifest);
    var again = kubectl("apply", "-f", manifest);
    var secrets = kubectl("get", "secrets", "-n", "team");
    var gone = kubectl("delete", "namespace", "team", "--timeout=10s");

    // Then
    assertThat(applied).isEqualTo(new Output(0, "namespace/team created\nsecret/s created\n"));
    assertThat(again.text()).startsWith("namespace/team unchanged\n");
    assertThat(secrets.text()).matches("NAME +AGE\\ns +\\d+s\\n");
    assertThat(gone.code()).isZero();
    assertThat(served.get("/api/v1/namespaces/team").status()).isEqualTo(404);
  }

  @Test
  void waitPatchLabelDescribeAndExplain() throws IOException, InterruptedException {
    // Given
    kubectl("create", "-f", widget("{size: 3}"));
    served.merge(
        WIDGETS + "/one/status", "{status: {conditions: [{type: Ready, status: 'True'}]}}");

    // When
    var waited = kubectl("wait", "--for=condition=Ready", "wd/one", "--timeout=10s");
    var patched =
        kubectl("patch", "wd", "one", "--type=merge", "-p", "{\"spec\":{\"colour\":\"green\"}}");
    var labelled = kubectl("label", "wd", "one", "a=b");
    served.post(
        "/apis/events.k8s.io/v1/namespaces/default/events",
        """
        {apiVersion: events.k8s.io/v1, kind: Event, metadata: {name: e}, type: Normal,
         reason: Tried, note: it was tried, deprecatedCount: 1,
         regarding: {kind: Widget, name: one, namespace: default, uid: %s}}
        """
            .formatted(served.get(WIDGETS + "/one").at("/metadata/uid")));
    var described = kubectl("describe", "wd", "one");
    var events = kubectl("get", "events");
    var explained = kubectl("explain", "wd.spec.size");

    // Then
    assertThat(waited.text()).contains("condition met");
    assertThat(patched.text()).contains("patched");
    assertThat(labelled.text()).contains("labeled");
    assertThat(described.text()).contains("Colour:  green").contains("a=b");
    assertThat(described.text()).containsPattern("Normal +Tried .* it was tried");
    assertThat(events.text()).containsPattern("e +Normal +Tried +Widget +one +it was tried");
    assertThat(explained.text()).contains("FIELD: size <integer>");
  }
}
