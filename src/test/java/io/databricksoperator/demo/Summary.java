package io.databricksoperator.demo;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.RunStatus.Attempt;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What came of it: from the statuses in Kubernetes and the ledger of the workspace. */
final class Summary {
  private final PrintStream out;
  private final List<DatabricksJob> jobs;
  private final Map<String, DatabricksRun> runs;
  private final Ledger ledger;
  private boolean good = true;

  Summary(PrintStream out, KubernetesClient client, Ledger ledger) {
    this.out = out;
    this.jobs = Row.list(client, DatabricksJob.class);
    this.runs =
        Row.list(client, DatabricksRun.class).stream()
            .collect(Collectors.toMap(run -> run.getMetadata().getName(), run -> run));
    this.ledger = ledger;
  }

  /** Prints it; true if everything ended as it should. */
  boolean print() {
    for (var ending : Ending.all()) {
      story(ending);
    }
    calls();
    out.println("\nChecks, against the simulator's ledger");
    all();
    for (var ending : Ending.all()) {
      check(ending);
    }
    return good;
  }

  private void story(Ending ending) {
    var run = runs.get(ending.run());
    if (run == null || run.getStatus() == null || run.getStatus().phase() == null) {
      out.println("\n" + ending.run() + "  did not begin");
      return;
    }
    var status = run.getStatus();
    out.printf(
        "%n%s  %s after %s: %s%n",
        ending.run(), status.phase(), times(status.attempts().size(), "attempt"), ending.point());
    for (var attempt : status.attempts()) {
      out.println("  " + attempt(attempt));
    }
    var executions = ledger.executions(status.runId());
    tasks("ran once   ", executions, Set.of(1L));
    tasks("ran again  ", executions, Set.of(2L, 3L, 4L, 5L));
  }

  private static String attempt(Attempt attempt) {
    var failed =
        attempt.failedTasks() == null ? "" : " in " + String.join(", ", attempt.failedTasks());
    var why = attempt.reason() == null ? "" : "; " + attempt.reason();
    return "attempt " + attempt.number() + "  " + attempt.outcome() + failed + why;
  }

  private void tasks(String title, Map<String, Long> executions, Set<Long> counts) {
    var names =
        executions.entrySet().stream()
            .filter(task -> counts.contains(task.getValue()))
            .map(
                task ->
                    task.getValue() == 1 ? task.getKey() : task.getKey() + " x" + task.getValue())
            .collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      out.println("  " + title + names);
    }
  }

  private void calls() {
    out.println("\nCalls that the workspace got from the operator");
    ledger.calls().forEach((call, count) -> out.printf("  %4d  %s%n", count, call));
  }

  private void all() {
    check("one job per manifest", jobs.size(), ledger.effects("JobCreated"));
    check("one run per manifest", runs.size(), ledger.effects("RunStarted"));
    check("one repair per run that was repaired", 2L, ledger.effects("RunRepaired"));
  }

  private void check(Ending ending) {
    var run = runs.get(ending.run());
    var status = run == null ? null : run.getStatus();
    if (status == null || status.runId() == null) {
      check(ending.run() + " was started", true, false);
      return;
    }
    check(ending.run() + " ended", ending.phase(), status.phase());
    check(ending.run() + " attempts", ending.attempts(), status.attemptCount());
    check(ending.run() + " says why", ending.reason().name(), reason(status.conditions()));
    check(
        ending.run() + " ran each task as often as it had to",
        ending.executions(),
        ledger.executions(status.runId()));
  }

  private static String reason(List<Condition> conditions) {
    return conditions.stream()
        .filter(c -> c.getType().equals("Ready"))
        .map(Condition::getReason)
        .findFirst()
        .orElse("none");
  }

  private void check(String what, Object wanted, Object found) {
    boolean same = wanted.toString().equals(found == null ? "nothing" : found.toString());
    if (wanted instanceof Map<?, ?> map) {
      same = map.equals(found);
    }
    good &= same;
    out.println(
        same
            ? "  ok      " + what + (wanted instanceof Map<?, ?> ? "" : ": " + found)
            : "  FAILED  " + what + ": " + found + ", and it should be " + wanted);
  }

  private static String times(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
