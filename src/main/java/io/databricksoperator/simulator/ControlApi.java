package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/**
 * The endpoints under {@code /simulator/}: no part of Databricks, and open to whoever can reach the
 * port.
 */
final class ControlApi {
  private final Workspace workspace;
  private final Faults faults;
  private final AccessControl accessControl;

  ControlApi(Workspace workspace, Faults faults, Access access) {
    this.workspace = workspace;
    this.faults = faults;
    this.accessControl = new AccessControl(access);
  }

  Answer answer(Request request) {
    try {
      return Answer.ok(body(request));
    } catch (ApiError e) {
      return Answer.json(e.status(), Json.object().put("error", e.getMessage()));
    }
  }

  private JsonNode body(Request request) {
    return switch (request.route()) {
      case "POST /simulator/script" -> {
        workspace.scripts.add(ControlInput.script(request.json()));
        yield scripts();
      }
      case "DELETE /simulator/script" -> {
        workspace.scripts.clear();
        yield scripts();
      }
      case "POST /simulator/faults" -> {
        faults.add(ControlInput.fault(request.json()));
        yield faults();
      }
      case "DELETE /simulator/faults" -> {
        faults.clear();
        yield faults();
      }
      default -> state(request);
    };
  }

  private JsonNode state(Request request) {
    return switch (request.route()) {
      case "GET /simulator/script" -> scripts();
      case "GET /simulator/faults" -> faults();
      case "GET /simulator/ledger" -> ledger(request.number("since").orElse(0L));
      case "DELETE /simulator/ledger" -> {
        workspace.ledger.forgetCalls();
        yield Json.object();
      }
      default -> time(request);
    };
  }

  private JsonNode time(Request request) {
    return switch (request.route()) {
      case "GET /simulator/clock" -> clock();
      case "POST /simulator/clock" -> advance(ControlInput.duration(request.json(), "advance"));
      case "GET /simulator/settings" -> workspace.settings.json();
      case "POST /simulator/settings" -> {
        workspace.settings.change(request.json());
        yield workspace.settings.json();
      }
      case "POST /simulator/tokens" -> accessControl.tokens(request.json());
      case "POST /simulator/clients" -> accessControl.clients(request.json());
      default ->
          throw new ApiError(
              404,
              "",
              "There is no "
                  + request.route()
                  + ": the simulator has script, faults, ledger, clock, settings, tokens and"
                  + " clients.");
    };
  }

  private JsonNode ledger(long since) {
    return workspace.call(() -> workspace.ledger.json(since));
  }

  private ObjectNode scripts() {
    return Json.object().set("scripts", workspace.scripts.json());
  }

  private ObjectNode faults() {
    return Json.object().set("faults", faults.json());
  }

  private JsonNode advance(Duration by) {
    workspace.clock.advance(by);
    return clock();
  }

  private JsonNode clock() {
    return workspace.call(
        () ->
            Json.object()
                .put("now", Instant.ofEpochMilli(workspace.now()).toString())
                .put("millis", workspace.now())
                .put("speed", workspace.clock.speed()));
  }
}
