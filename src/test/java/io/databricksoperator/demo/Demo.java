package io.databricksoperator.demo;

import io.databricksoperator.fixtures.OurProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * `make demo`: the quickstart on a simulated workspace, in which a cloud failure, a broken package
 * index and a changed schema strike. Needs no cluster and no Databricks account.
 */
public final class Demo {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final long LOOK_MILLIS = 200;

  private final Options options;
  private final PrintStream out;
  private final Board board;
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final long began = System.nanoTime();

  Demo(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
    this.board = Board.of(out, options.width());
  }

  /**
   * Runs it. Exits with 0 if everything ended as it should, with 1 otherwise, with 2 for wrong
   * usage.
   *
   * @param arguments {@code --keep} stays up afterwards, {@code --width=N} shows a table that
   *     changes in place
   */
  public static void main(String[] arguments) {
    System.exit(exitCode(arguments));
  }

  private static int exitCode(String... arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      var demo = new Demo(Options.of(arguments), out);
      Runtime.getRuntime().addShutdownHook(new Thread(demo::interrupt, "interrupt"));
      return demo.run();
    } catch (DemoFailure wrongUsage) {
      out.println(wrongUsage.getMessage());
      return 2;
    }
  }

  /** Runs it and says how it went: 0 or 1. */
  int run() {
    try {
      return play() ? 0 : 1;
    } catch (DemoFailure | OurProcess.Failure | IOException e) {
      out.println("The demo failed: " + e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      ended.countDown();
    }
  }

  /** Ends it from outside, and returns when everything has ended. */
  void interrupt() {
    interrupted.countDown();
    try {
      ended.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean play() throws IOException, InterruptedException {
    out.println("Starting a Kubernetes API, a simulated Databricks workspace and the operator ...");
    try (var stage = new Stage(options.launcher())) {
      out.printf(
          "Kubernetes %s, workspace %s, operator %s%nThe workspace's time goes %d times faster than"
              + " a clock: its runs' times lie in the future.%n%n",
          stage.kubernetesUrl(), stage.simulator().url(), stage.management(), Stage.SPEED);
      var quickstart = new Quickstart(stage.client());
      Trouble.prepare(stage.simulator());
      quickstart.applyJobs(stage.simulator().url());
      boolean done = watch(stage, rows -> rows.stream().allMatch(Row::isReady));
      if (done) {
        quickstart.applyRuns();
        done = watch(stage, Demo::runsEnded);
      }
      if (interrupted.getCount() == 0) {
        return false;
      }
      var good = summary(stage, done);
      if (options.keep()) {
        stay(stage);
      }
      return good;
    }
  }

  private boolean summary(Stage stage, boolean done) throws IOException, InterruptedException {
    if (!done) {
      out.println("\nNot done within " + LIMIT.toSeconds() + " s; logs are in " + stage.logs());
    }
    var good = new Summary(out, stage.client(), stage.simulator().ledger()).print() && done;
    out.printf(
        "%n%s, in %.0f s%n",
        good ? "Everything ended as it should" : "Something did NOT end as it should",
        elapsed().toMillis() / 1000.0);
    return good;
  }

  /** Shows what happens until it is what is waited for; false if it takes too long. */
  private boolean watch(Stage stage, Predicate<List<Row>> until)
      throws IOException, InterruptedException {
    while (elapsed().compareTo(LIMIT) < 0) {
      stage.mustRun();
      var rows = Row.all(stage.client());
      board.show(elapsed(), rows);
      if (until.test(rows)) {
        return true;
      }
      if (interrupted.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return false;
  }

  private static boolean runsEnded(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.kind().equals("run"))
        .allMatch(
            row ->
                List.of("Succeeded", "Failed", "TimedOut", "Cancelled", "Skipped", "Lost")
                    .contains(row.state()));
  }

  private void stay(Stage stage) throws InterruptedException {
    out.printf(
        """

        Everything is still up. Try, in another terminal:

          export KUBECONFIG=%s
          kubectl get dbw,dbj,dbr -o wide
          kubectl describe dbr orders-2026-11-22
          kubectl patch dbr orders-2026-11-22 --type merge -p '{"spec": {"repair": {"token": "schema-fixed"}}}'
          kubectl get dbr -w
          curl -s '%s/simulator/ledger'
          curl -s %s/metrics | grep databricks_operator

        What is different from a cluster of yours:

          The times of runs in the statuses are the workspace's, %d times faster than a clock: they lie
          in the future, so that LAST RUN, which is counted from them, is too short. AGE, conditions
          and events are of this clock.
          This Kubernetes API is a small one. It does not evaluate the CRDs' rules (CEL), so that a
          change of a field that is immutable is let in. It refuses what kubectl sends as protobuf,
          such as kubectl create secret or namespace: write a manifest, and kubectl apply -f it.

        The logs are in %s. Ctrl-C ends it.
        """,
        stage.kubeconfig(), stage.simulator().url(), stage.management(), Stage.SPEED, stage.logs());
    interrupted.await();
    out.println("\nEnding everything ...");
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
