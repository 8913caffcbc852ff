package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every call that came and every effect it, or time, had; both numbered in one sequence. A call is
 * entered when it arrives and completed when it is answered, so one that never gets an answer is
 * here too. Keeps the newest 200,000 of each.
 */
final class Ledger {
  private static final int KEPT = 200_000;

  private final SimulatorClock clock;
  private final Deque<ObjectNode> calls = new ArrayDeque<>();
  private final Deque<ObjectNode> effects = new ArrayDeque<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private long number;

  Ledger(SimulatorClock clock) {
    this.clock = clock;
  }

  /** Enters a call; {@link #complete} and {@link #note} take the number that is returned. */
  synchronized long arrived(Request request, JsonNode body) {
    ObjectNode call =
        entry(clock.millis()).put("method", request.method()).put("route", request.path());
    call.put("query", request.rawQuery());
    call.putNull("status");
    call.put("principal", "");
    call.set("request", body);
    keep(calls, call);
    counts.merge(request.route(), 1L, Long::sum);
    return number;
  }

  synchronized void complete(long call, int status) {
    find(call).put("status", status);
  }

  synchronized void caller(long call, Principal principal) {
    find(call).put("principal", principal.userName());
  }

  /** Says what was done to a call: which fault struck it. */
  synchronized void note(long call, String what) {
    find(call).put("fault", what);
  }

  synchronized void add(Effect effect, long time) {
    ObjectNode json = entry(time).put("kind", effect.kind());
    putId(json, "jobId", effect.jobId());
    putId(json, "runId", effect.runId());
    putId(json, "repairId", effect.repairId());
    if (!effect.task().isEmpty()) {
      json.put("task", effect.task()).put("attempt", effect.attempt());
    }
    keep(effects, json.put("detail", effect.detail()));
  }

  synchronized ObjectNode json(long since) {
    ObjectNode json = Json.object();
    json.put("number", number);
    json.set(
        "calls",
        Json.arrayOf(
            calls.stream().filter(call -> after(call, since)).map(ObjectNode::deepCopy).toList()));
    json.set(
        "effects", Json.arrayOf(effects.stream().filter(effect -> after(effect, since)).toList()));
    json.set("counts", Json.MAPPER.valueToTree(counts));
    return json;
  }

  /** Forgets calls and their counts; effects stay. */
  synchronized void forgetCalls() {
    calls.clear();
    counts.clear();
  }

  private ObjectNode entry(long time) {
    return Json.object().put("number", ++number).put("time", Instant.ofEpochMilli(time).toString());
  }

  private ObjectNode find(long call) {
    for (var newest = calls.descendingIterator(); newest.hasNext(); ) {
      ObjectNode entry = newest.next();
      if (entry.path("number").asLong() == call) {
        return entry;
      }
    }
    return Json.object();
  }

  private static boolean after(ObjectNode entry, long since) {
    return entry.path("number").asLong() > since;
  }

  private static void keep(Deque<ObjectNode> entries, ObjectNode entry) {
    entries.add(entry);
    if (entries.size() > KEPT) {
      entries.removeFirst();
    }
  }

  private static void putId(ObjectNode json, String name, long id) {
    if (id != 0) {
      json.put(name, id);
    }
  }
}
