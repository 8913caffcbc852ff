package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * The calls of the Databricks API that this workspace answers; each runs under the workspace's
 * lock.
 */
final class Routes {
  /** One call. */
  interface Handler {
    /** Answers with a body, status 200, or throws an {@link ApiError}. */
    JsonNode handle(Request request, Principal caller);
  }

  private static final String JOBS = " /api/2.2/jobs/";

  private final Map<String, Handler> handlers = new HashMap<>();

  Routes(Workspace workspace, IdentityApi identity) {
    RunEngine engine = new RunEngine(workspace);
    TaskView tasks = new TaskView(workspace);
    RunView views = new RunView(tasks);
    JobsApi jobs = new JobsApi(workspace, engine);
    RunStarts starts = new RunStarts(workspace, engine);
    RunReads reads = new RunReads(workspace, views, tasks);
    RunStops stops = new RunStops(workspace, engine);
    post("create", jobs::create);
    post("reset", jobs::reset);
    post("update", jobs::update);
    post("delete", jobs::delete);
    get("get", jobs::get);
    get("list", jobs::list);
    post("run-now", starts::runNow);
    post("runs/submit", starts::submit);
    get("runs/get", reads::get);
    get("runs/list", reads::list);
    get("runs/get-output", reads::output);
    post("runs/cancel", stops::cancel);
    post("runs/cancel-all", stops::cancelAll);
    post("runs/delete", stops::delete);
    post("runs/repair", new Repairs(workspace, engine, views)::repair);
    handlers.put("GET /api/2.0/preview/scim/v2/Me", identity::me);
  }

  Handler of(Request request) {
    Handler handler = handlers.get(request.route());
    if (handler == null) {
      throw new ApiError(404, "ENDPOINT_NOT_FOUND", "No API found for '" + request.route() + "'");
    }
    return handler;
  }

  private void post(String call, Handler handler) {
    handlers.put("POST" + JOBS + call, handler);
  }

  private void get(String call, Handler handler) {
    handlers.put("GET" + JOBS + call, handler);
  }
}
