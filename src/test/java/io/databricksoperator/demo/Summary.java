package io.databricksoperator.demo;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.RunStatus.Attempt;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
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
    tasks("ran once   ", status.runId(), false);
    tasks("ran again  ", status.runId(), true);
  }

  private static String attempt(Attempt attempt) {
    var failed =
        attempt.failedTasks() == null ? "" : " in " + String.join(", ", attempt.failedTasks());
    var why = attempt.reason() == null ? "" : "; " + attempt.reason();
    return "attempt " + attempt.number() + "  " + attempt.outcome() + failed + why;
  }

  /** Names the tasks of a run that began once for each input, or those that began again. */
  private void tasks(String title, String runId, boolean again) {
    var inputs = ledger.inputs(runId);
    var names =
        ledger.executions(runId).entrySet().stream()
            .filter(task -> task.getValue() > inputs.get(task.getKey()) == again)
            .map(task -> name(task.getKey(), inputs.get(task.getKey()), again))
            .collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      out.println("  " + title + names);
    }
  }

  private static String name(String task, long inputs, boolean again) {
    return again || inputs == 1 ? task : task + " (" + inputs + " iterations)";
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
