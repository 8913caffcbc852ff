package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What tasks were told to do, newest script first. */
final class Scripts {
  private final List<Script> scripts = new CopyOnWriteArrayList<>();

  void add(Script script) {
    scripts.add(0, script);
  }

  void clear() {
    scripts.clear();
  }

  ArrayNode json() {
    return Json.arrayOf(scripts.stream().map(Script::source).toList());
  }

  /** What this attempt does; a task that no script speaks of succeeds. */
  ScriptedAttempt forAttempt(TaskRun task) {
    return scripts.stream()
        .filter(script -> script.fits(task))
        .findFirst()
        .map(script -> script.attempt(task.executionsBefore()))
        .orElse(ScriptedAttempt.DEFAULT);
  }
}
