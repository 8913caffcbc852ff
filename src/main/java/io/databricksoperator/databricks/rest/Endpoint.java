package io.databricksoperator.databricks.rest;

/**
 * Every endpoint we call (databricks-api.md 0.3, 5.7): method, path, and what a "does not exist" in
 * its answer may speak of.
 */
enum Endpoint {
  ME("GET", "api/2.0/preview/scim/v2/Me", Thing.NONE, false),
  TOKEN("POST", "oidc/v1/token", Thing.NONE, false),
  JOBS_CREATE("POST", "api/2.2/jobs/create", Thing.NONE, true),
  JOBS_GET("GET", "api/2.2/jobs/get", Thing.JOB, false),
  JOBS_LIST("GET", "api/2.2/jobs/list", Thing.NONE, false),
  JOBS_RESET("POST", "api/2.2/jobs/reset", Thing.JOB, true),
  JOBS_DELETE("POST", "api/2.2/jobs/delete", Thing.JOB, false),
  RUN_NOW("POST", "api/2.2/jobs/run-now", Thing.JOB, true),
  RUNS_SUBMIT("POST", "api/2.2/jobs/runs/submit", Thing.NONE, true),
  RUNS_GET("GET", "api/2.2/jobs/runs/get", Thing.RUN, false),
  RUNS_LIST("GET", "api/2.2/jobs/runs/list", Thing.JOB, false),
  RUNS_OUTPUT("GET", "api/2.2/jobs/runs/get-output", Thing.RUN, false),
  RUNS_CANCEL("POST", "api/2.2/jobs/runs/cancel", Thing.RUN, false),
  RUNS_REPAIR("POST", "api/2.2/jobs/runs/repair", Thing.RUN, true);

  /** What a call addresses by id. */
  enum Thing {
    NONE(""),
    JOB("job_id"),
    RUN("run_id");

    private final String field;

    Thing(String field) {
      this.field = field;
    }

    /** The field of the request that holds the id. */
    String field() {
      return field;
    }
  }

  private final String method;
  private final String path;
  private final Thing thing;
  private final boolean content;

  Endpoint(String method, String path, Thing thing, boolean content) {
    this.method = method;
    this.path = path;
    this.thing = thing;
    this.content = content;
  }

  String method() {
    return method;
  }

  /** The path without a leading slash. */
  String path() {
    return path;
  }

  /** What the call addresses. */
  Thing thing() {
    return thing;
  }

  /** Whether the request may name other things (clusters, other jobs) that can be missing too. */
  boolean hasContent() {
    return content;
  }

  /** Whether it only reads, so that it may be repeated. */
  boolean reads() {
    return method.equals("GET");
  }

  /** The word for metrics and logs, for example {@code jobs/runs/get}. */
  String label() {
    return path.startsWith("api/") ? path.substring("api/2.x/".length()) : path;
  }
}
