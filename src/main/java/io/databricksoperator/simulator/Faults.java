package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The faults that lie in wait, in the order they were asked for. */
final class Faults {
  private final List<Fault> faults = new CopyOnWriteArrayList<>();

  void add(Fault fault) {
    faults.add(fault);
  }

  void clear() {
    faults.clear();
  }

  ArrayNode json() {
    return Json.arrayOf(
        faults.stream()
            .map(fault -> ((ObjectNode) fault.source().deepCopy()).put("left", fault.left().get()))
            .toList());
  }

  /** The first fault for this call, used up by one. */
  synchronized Optional<Fault> strike(Request request) {
    Optional<Fault> struck =
        faults.stream().filter(fault -> fault.route().matches(request.route())).findFirst();
    struck
        .filter(fault -> fault.left().get() > 0 && fault.left().decrementAndGet() == 0)
        .ifPresent(faults::remove);
    return struck;
  }
}
