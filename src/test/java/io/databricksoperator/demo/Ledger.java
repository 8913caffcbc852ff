package io.databricksoperator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the simulator's ledger says: the judge of what really happened.
 *
 * @param json as the simulator sent it
 */
record Ledger(JsonNode json) {

  /** How often something happened, for example JobCreated. */
  long effects(String kind) {
    return effects().filter(effect -> effect.path("kind").asText().equals(kind)).count();
  }

  /** How often something happened to one run. */
  long effects(String kind, String runId) {
    return ofRun(kind, runId).count();
  }

  /** How often each task of a run began; an iteration counts for its nested task. */
  Map<String, Long> executions(String runId) {
    return ofRun("TaskStarted", runId)
        .collect(
            Collectors.groupingBy(
                effect -> effect.path("task").asText(), TreeMap::new, Collectors.counting()));
  }

  /** On how many inputs each task of a run began: 1, or its iterations in a for-each task. */
  Map<String, Long> inputs(String runId) {
    return ofRun("TaskStarted", runId)
        .collect(
            Collectors.groupingBy(
                effect -> effect.path("task").asText(),
                Collectors.mapping(
                    effect -> effect.path("detail").asText(),
                    Collectors.collectingAndThen(
                        Collectors.toSet(), inputs -> (long) inputs.size()))));
  }

  /** How often each endpoint was called, for example "POST jobs/create". */
  Map<String, Integer> calls() {
    var calls = new TreeMap<String, Integer>();
    json.path("counts")
        .properties()
        .forEach(
            count -> {
              if (count.getKey().contains(" /api/")) {
                var name = count.getKey().replaceFirst("/api/[0-9.]+/(preview/)?", "");
                calls.merge(name, count.getValue().asInt(), Integer::sum);
              }
            });
    return calls;
  }

  private Stream<JsonNode> ofRun(String kind, String runId) {
    return effects()
        .filter(effect -> effect.path("kind").asText().equals(kind))
        .filter(effect -> effect.path("runId").asText().equals(runId));
  }

  private Stream<JsonNode> effects() {
    return StreamSupport.stream(json.path("effects").spliterator(), false);
  }
}
