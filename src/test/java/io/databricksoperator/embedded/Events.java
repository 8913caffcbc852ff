package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Events are kept once and seen twice, as {@code v1} and as {@code events.k8s.io/v1}, under
 * different names of some fields: kubectl reads the first what operators write as the second.
 */
final class Events {
  /** Field names of the newer group, and what the core group calls them. */
  private static final Map<String, String> CORE_NAMES =
      Map.of(
          "note", "message",
          "regarding", "involvedObject",
          "reportingController", "reportingComponent",
          "deprecatedSource", "source",
          "deprecatedFirstTimestamp", "firstTimestamp",
          "deprecatedLastTimestamp", "lastTimestamp",
          "deprecatedCount", "count");

  private Events() {}

  /** The event as the other group shows it. */
  static ObjectNode turned(ObjectNode event) {
    var turned = event.deepCopy();
    var toCore = !event.path("apiVersion").asText().equals("v1");
    CORE_NAMES.forEach(
        (newer, core) -> {
          var value = turned.remove(toCore ? newer : core);
          if (value != null) {
            turned.set(toCore ? core : newer, value);
          }
        });
    return turned.put("apiVersion", toCore ? "v1" : "events.k8s.io/v1");
  }
}
