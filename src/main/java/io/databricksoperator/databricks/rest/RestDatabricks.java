package io.databricksoperator.databricks.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.DatabricksApi;
import io.databricksoperator.databricks.Done;
import io.databricksoperator.databricks.Identity;
import io.databricksoperator.databricks.JobQuery;
import io.databricksoperator.databricks.JobView;
import io.databricksoperator.databricks.Page;
import io.databricksoperator.databricks.RunQuery;
import io.databricksoperator.databricks.RunView;
import io.databricksoperator.databricks.TaskOutput;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The port over HTTP: which endpoint, which fields, which view.
 *
 * @param door the way there
 * @param workspaceId the only workspace whose answers count; null for whichever is there
 */
record RestDatabricks(Door door, String workspaceId) implements DatabricksApi {

  @Override
  public DatabricksApi within(String workspace) {
    return new RestDatabricks(door, workspace);
  }

  private Answer<Content> send(Ask ask) {
    return door.send(ask.within(workspaceId));
  }

  private Pages pages() {
    return new Pages(this::send);
  }

  @Override
  public Answer<Identity> me() {
    var ask = Ask.get(Endpoint.ME, Map.of());
    return send(ask).then(content -> identity(ask, content));
  }

  private static Answer<Identity> identity(Ask ask, Content content) {
    var name = Json.text(content.json(), "userName");
    return name.isEmpty()
        ? Answer.failed(Failures.unreadable(ask, "userName is missing"))
        : Answer.ok(new Identity(name, content.workspaceId()));
  }

  @Override
  public Answer<Long> createJob(ObjectNode settings) {
    return id(Ask.post(Endpoint.JOBS_CREATE, settings), "job_id");
  }

  @Override
  public Answer<JobView> getJob(long jobId) {
    var ask = Ask.get(Endpoint.JOBS_GET, Map.of("job_id", Long.toString(jobId)));
    return pages().job(jobId).then(job -> whole(ask, Views.job(job)));
  }

  @Override
  public Answer<Page<JobView>> listJobs(JobQuery query) {
    var asked = new LinkedHashMap<String, String>();
    asked.put("limit", "100");
    put(asked, "name", query.name());
    put(asked, "expand_tasks", query.expandTasks() ? "true" : null);
    put(asked, "page_token", query.pageToken());
    return page(Ask.get(Endpoint.JOBS_LIST, asked), "jobs", Views::job);
  }

  @Override
  public Answer<Done> resetJob(long jobId, ObjectNode settings) {
    var body = Json.object().put("job_id", jobId);
    body.set("new_settings", settings);
    return done(Ask.post(Endpoint.JOBS_RESET, body));
  }

  @Override
  public Answer<Done> deleteJob(long jobId) {
    return done(Ask.post(Endpoint.JOBS_DELETE, Json.object().put("job_id", jobId)));
  }

  @Override
  public Answer<Long> runNow(ObjectNode request) {
    return id(Ask.post(Endpoint.RUN_NOW, request), "run_id");
  }

  @Override
  public Answer<Long> submitRun(ObjectNode request) {
    return id(Ask.post(Endpoint.RUNS_SUBMIT, request), "run_id");
  }

  @Override
  public Answer<RunView> getRun(long runId) {
    var ask = Ask.get(Endpoint.RUNS_GET, Map.of("run_id", Long.toString(runId)));
    return pages().run(runId).then(run -> whole(ask, Views.run(run)));
  }

  @Override
  public Answer<Page<RunView>> listRuns(RunQuery query) {
    var from = query.startedFrom();
    var asked = new LinkedHashMap<String, String>();
    asked.put("limit", "25");
    put(asked, "job_id", query.jobId() == null ? null : query.jobId().toString());
    put(asked, "active_only", query.activeOnly() ? "true" : null);
    put(asked, "run_type", query.runType());
    put(asked, "start_time_from", from == null ? null : Long.toString(from.toEpochMilli()));
    put(asked, "expand_tasks", query.expandTasks() ? "true" : null);
    put(asked, "page_token", query.pageToken());
    return page(Ask.get(Endpoint.RUNS_LIST, asked), "runs", Views::run);
  }

  @Override
  public Answer<TaskOutput> getOutput(long taskRunId) {
    var ask = Ask.get(Endpoint.RUNS_OUTPUT, Map.of("run_id", Long.toString(taskRunId)));
    return send(ask).map(content -> Views.output(content.json()));
  }

  @Override
  public Answer<Done> cancelRun(long runId) {
    return done(Ask.post(Endpoint.RUNS_CANCEL, Json.object().put("run_id", runId)));
  }

  @Override
  public Answer<Long> repairRun(ObjectNode request) {
    return id(Ask.post(Endpoint.RUNS_REPAIR, request), "repair_id");
  }

  private Answer<Long> id(Ask ask, String field) {
    return send(ask).then(content -> id(ask, content, field));
  }

  private static Answer<Long> id(Ask ask, Content content, String field) {
    var id = Json.id(content.json(), field);
    return id == null
        ? Answer.failed(Failures.unreadable(ask, field + " is missing"))
        : Answer.ok(id);
  }

  private Answer<Done> done(Ask ask) {
    return send(ask).map(content -> Done.DONE);
  }

  private static <T> Answer<T> whole(Ask ask, Optional<T> view) {
    return view.map(Answer::ok)
        .orElseGet(() -> Answer.failed(Failures.unreadable(ask, "its id is missing")));
  }

  private <T> Answer<Page<T>> page(Ask ask, String field, Function<JsonNode, Optional<T>> view) {
    return send(ask).map(content -> page(content.json(), field, view));
  }

  private static <T> Page<T> page(
      ObjectNode json, String field, Function<JsonNode, Optional<T>> view) {
    var token = Json.text(json, "next_page_token");
    return new Page<>(Views.all(json.path(field), view), token.isEmpty() ? null : token);
  }

  private static void put(Map<String, String> query, String name, String value) {
    if (value != null) {
      query.put(name, value);
    }
  }
}
