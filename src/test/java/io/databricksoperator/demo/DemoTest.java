package io.databricksoperator.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.Phase;
import io.databricksoperator.fixtures.OurProcess;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `make demo` promises. */
class DemoTest {

  @Test
  void theDemoEndsAsItShouldAndSaysSo() {
    // Given
    var text = new ByteArrayOutputStream();
    var out = new PrintStream(text, true, StandardCharsets.UTF_8);
    var demo = new Demo(new Options(OurProcess.launcher(), 0, false), out);

    // When
    var code = demo.run();

    // Then
    var said = text.toString(StandardCharsets.UTF_8);
    assertThat(code).as(said).isZero();
    assertThat(said)
        .contains("churn-2026-11-23  Succeeded after 2 attempts")
        .contains("orders-2026-11-21  Succeeded after 2 attempts")
        .contains("orders-2026-11-22  Failed after 1 attempt:")
        .contains("  ran again  silver_orders\n")
        .containsPattern("run +orders-2026-11-21 +RepairPending .*repair 1 at ")
        .contains("Everything ended as it should")
        .doesNotContain("FAILED  ");
  }

  @Test
  void aDemoThatIsKeptCanBeLookedAtAsItSaysAndEndsWhenItIsTold() throws Exception {
    // Given
    var text = new ByteArrayOutputStream();
    var out = new PrintStream(text, true, StandardCharsets.UTF_8);
    var demo = new Demo(new Options(OurProcess.launcher(), 0, true), out);
    var code = new FutureTask<>(demo::run);
    Thread.ofVirtual().start(code);
    await("the demo to be over").until(() -> code.isDone() || said(text).contains("Ctrl-C ends"));
    var said = said(text);
    var ledger = URI.create(printed("curl -s '(http.*/simulator/ledger)'", said));
    var metrics = URI.create(printed("curl -s (http.*/metrics) ", said));
    var kubeconfig = Config.fromKubeconfig(new File(printed("export KUBECONFIG=(.+)", said)));
    assertThat(said).contains("20 times faster", "CEL", "protobuf");
    var patch = printed("kubectl patch dbr orders-2026-11-22 --type merge -p '(.+)'", said);

    try (var client = new KubernetesClientBuilder().withConfig(kubeconfig).build();
        var http = HttpClient.newHttpClient()) {
      // When
      var runs = client.resources(DatabricksRun.class).inNamespace("default");
      var names = runs.resources().map(run -> run.get().getMetadata().getName()).toList();
      var schemaFixed = runs.withName("orders-2026-11-22");
      schemaFixed.patch(PatchContext.of(PatchType.JSON_MERGE), patch);

      // Then
      assertThat(names)
          .containsExactlyInAnyOrder("churn-2026-11-23", "orders-2026-11-21", "orders-2026-11-22");
      await("the repair that was asked for")
          .until(() -> schemaFixed.get().getStatus().phase() == Phase.Succeeded);
      assertThat(get(http, ledger)).contains("\"kind\":\"RunRepaired\"");
      assertThat(get(http, metrics)).contains("databricks_operator_");

      // When
      demo.interrupt();

      // Then
      assertThat(code.get(10, TimeUnit.SECONDS)).as(said).isZero();
      assertThat(said(text)).endsWith("Ending everything ...\n");
      assertThatThrownBy(() -> get(http, ledger)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> get(http, metrics)).isInstanceOf(IOException.class);
      assertThatThrownBy(schemaFixed::get).isInstanceOf(KubernetesClientException.class);
    }
  }

  @Test
  void aProgramThatDoesNotStartFailsTheDemoWithItsLastWords() {
    // Given
    var text = new ByteArrayOutputStream();
    var out = new PrintStream(text, true, StandardCharsets.UTF_8);
    var launcher = List.of("sh", "-c", "echo no such luck");

    // When
    var code = new Demo(new Options(launcher, 0, false), out).run();

    // Then
    assertThat(code).isOne();
    assertThat(text.toString(StandardCharsets.UTF_8))
        .contains("The demo failed: the simulator ended by itself", "no such luck");
  }

  @Test
  void aDemoLeavesTheFolderOfOneThatRunsAlone(@TempDir Path target) throws IOException {
    try (var kept = Folder.take(target)) {
      // When
      Path second;
      try (var other = Folder.take(target)) {
        second = other.path();
      }

      // Then
      assertThat(kept.path()).isEqualTo(target.resolve("demo"));
      assertThat(second).isEqualTo(target.resolve("demo-2"));
    }
    try (var next = Folder.take(target)) {
      assertThat(next.path()).as("once it is free").isEqualTo(target.resolve("demo"));
    }
  }

  @Test
  void aTerminalGetsOneTableThatChangesInPlace() {
    // Given
    var text = new ByteArrayOutputStream();
    var board = Board.of(new PrintStream(text, true, StandardCharsets.UTF_8), 80);
    var long80 = "task load failed: " + "x".repeat(80);

    // When
    board.show(Duration.ZERO, List.of(new Row("run", "a", "Running", "1", "")));
    board.show(Duration.ofSeconds(2), List.of(new Row("run", "a", "Failed", "1", long80)));

    // Then
    var lines = text.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[\\d*[mK]", "");
    assertThat(lines).contains("\u001b[3A").contains("  2.0s");
    assertThat(lines.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(85));
  }

  @Test
  void anArgumentThatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> Options.of("--kepp"))
        .isInstanceOf(DemoFailure.class)
        .hasMessage("unknown argument --kepp; there are --keep and --width=N");
  }

  private static ConditionFactory await(String what) {
    return Awaitility.await(what).atMost(Duration.ofMinutes(3));
  }

  private static String said(ByteArrayOutputStream text) {
    return text.toString(StandardCharsets.UTF_8);
  }

  /** What stands in the group of a pattern in a line that was printed. */
  private static String printed(String line, String said) {
    var found = Pattern.compile(line).matcher(said);
    assertThat(found.find()).as("%s in %s", line, said).isTrue();
    return found.group(1);
  }

  private static String get(HttpClient http, URI address) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
  }
}
