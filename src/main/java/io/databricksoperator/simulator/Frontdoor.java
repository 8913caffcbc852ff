package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/** Turns one request into one answer: who calls, may they, and what comes of it. */
final class Frontdoor {
  private final Workspace workspace;
  private final Access access;
  private final IdentityApi identity;
  private final Routes routes;

  Frontdoor(Workspace workspace, Access access) {
    this.workspace = workspace;
    this.access = access;
    this.identity = new IdentityApi(workspace, access);
    this.routes = new Routes(workspace, identity);
  }

  /**
   * @param call number of the call in the ledger
   */
  Answer answer(Request request, long call) {
    try {
      return switch (request.route()) {
        case "GET /.well-known/databricks-config" -> identity.workspaceConfig();
        case "GET /oidc/.well-known/oauth-authorization-server" -> identity.authorizationServer();
        case "POST /oidc/v1/token" -> identity.token(request);
        default -> api(request, call);
      };
    } catch (ApiError e) {
      return Answer.json(e.status(), e.body("sim-request-" + call));
    }
  }

  private Answer api(Request request, long call) {
    Principal caller = access.authenticate(request);
    workspace.ledger.caller(call, caller);
    Routes.Handler handler = routes.of(request);
    boolean forbidden = access.forbids(caller, request);
    JsonNode body =
        workspace.call(
            () -> {
              if (forbidden) {
                throw denied(request, caller);
              }
              return handler.handle(request, caller);
            });
    return Answer.ok(body);
  }

  /**
   * Permission comes before existence: the text is the same for a job that is not there
   * (databricks-api.md 1.6).
   */
  private ApiError denied(Request request, Principal caller) {
    String needed =
        request.method().equals("GET") ? "View or Admin or Manage Run or Owner" : "Admin or Owner";
    long job = named(request, "job_id");
    Run run = workspace.runs.get(named(request, "run_id"));
    long shown = run == null ? job : run.job.id;
    String on = shown == 0 ? "this workspace" : "job " + shown;
    return new ApiError(
        403,
        "PERMISSION_DENIED",
        "User " + caller.userName() + " does not have " + needed + " permissions on " + on);
  }

  private static long named(Request request, String field) {
    return request.method().equals("GET")
        ? request.number(field).orElse(0L)
        : Fields.number(request.json(), field).orElse(0L);
  }
}
