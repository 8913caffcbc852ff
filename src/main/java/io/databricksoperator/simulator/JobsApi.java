package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code /api/2.2/jobs/*}: definitions of jobs (databricks-api.md 1). */
final class JobsApi {
  private static final List<String> ARRAYS =
      List.of("tasks", "job_clusters", "environments", "parameters");
  private static final String TOO_FAR =
      "The supplied offset %d has exceeded the value of %d allowed for this parameter."
          + "Please use the page_token parameter to paginate";

  private final Workspace workspace;
  private final RunEngine engine;
  private final JobDefaults defaults;

  JobsApi(Workspace workspace, RunEngine engine) {
    this.workspace = workspace;
    this.engine = engine;
    this.defaults = new JobDefaults(workspace.settings);
  }

  JsonNode create(Request request, Principal caller) {
    ObjectNode settings = request.json();
    Fields.check(settings);
    JobChecks.check(JobDefaults.meant(settings));
    quota();
    Job job = new Job(workspace.newId(), workspace.now(), caller.userName(), false);
    job.settings = defaults.job(settings);
    workspace.jobs.put(job.id, job);
    workspace.record(Effect.ofJob("JobCreated", job, job.name()));
    return Json.object().put("job_id", job.id);
  }

  /** Replaces the settings whole, except run_as, which stays when it is left out. */
  JsonNode reset(Request request, Principal caller) {
    ObjectNode body = request.json();
    Fields.check(body);
    Job job = workspace.job(Fields.id(body, "job_id"));
    if (!(body.path("new_settings") instanceof ObjectNode settings)) {
      throw ApiError.invalid("Run settings must be specified.");
    }
    JobChecks.check(JobDefaults.meant(settings));
    ObjectNode changed = defaults.job(settings);
    if (!changed.has("run_as") && job.settings.has("run_as")) {
      changed.set("run_as", job.settings.path("run_as"));
    }
    return changed("JobReset", job, changed);
  }

  /** Merges, by key where arrays have one (databricks-api.md 1.5). */
  JsonNode update(Request request, Principal caller) {
    ObjectNode body = request.json();
    Fields.check(body);
    Job job = workspace.job(Fields.id(body, "job_id"));
    ObjectNode merged = new JobMerge(workspace.settings).apply(job.settings, body);
    JobChecks.check(JobDefaults.meant(merged));
    return changed("JobUpdated", job, defaults.job(merged));
  }

  JsonNode delete(Request request, Principal caller) {
    ObjectNode body = request.json();
    Fields.check(body);
    long id = Fields.id(body, "job_id");
    if (!workspace.jobs.containsKey(id)
        && workspace.settings.text(Setting.DELETE_MISSING_JOB).equals("OK")) {
      return Json.object();
    }
    Job job = workspace.job(id);
    engine.terminate(job);
    workspace.runs.values().stream()
        .filter(run -> run.job == job)
        .toList()
        .forEach(workspace::forget);
    workspace.jobs.remove(id);
    workspace.record(Effect.ofJob("JobDeleted", job, job.name()));
    return Json.object();
  }

  JsonNode get(Request request, Principal caller) {
    Job job = workspace.job(request.id("job_id"));
    ObjectNode json = item(job).put("run_as_user_name", job.runAs());
    PageToken token = new PageToken("job " + job.id);
    int offset = request.query("page_token").map(token::offset).orElse(0);
    if (Pages.cut((ObjectNode) json.path("settings"), ARRAYS, offset)) {
      json.put("has_more", true).put("next_page_token", token.at(offset + Pages.SIZE));
    }
    if (request.flag("include_trigger_state")) {
      json.putObject("trigger_state");
    }
    return json;
  }

  JsonNode list(Request request, Principal caller) {
    long limit = request.number("limit").orElse(20L);
    JobChecks.require(
        limit >= 1 && limit <= 100,
        "Invalid limit " + limit + " - it has to be between 1 and 100.");
    long skipped = request.number("offset").orElse(0L);
    JobChecks.require(skipped <= 1000, String.format(TOO_FAR, skipped, 1000));
    boolean expand = request.flag("expand_tasks");
    String name = request.query("name").orElse("");
    PageToken token = new PageToken("jobs " + name + expand);
    int offset = request.query("page_token").map(token::offset).orElse((int) skipped);
    List<Job> found = visible(name);
    ObjectNode answer = Json.object();
    int end = (int) Math.min(found.size(), offset + limit);
    if (offset < end) {
      answer.set(
          "jobs",
          Json.arrayOf(
              found.subList(offset, end).stream().map(job -> listed(job, expand)).toList()));
    }
    if (end < found.size()) {
      answer.put("next_page_token", token.at(end));
    }
    if (offset > 0) {
      answer.put("prev_page_token", token.at((int) Math.max(0, offset - limit)));
    }
    return answer;
  }

  /** Newest first; a job shows in lists only after the listDelay. */
  private List<Job> visible(String name) {
    long newest = workspace.now() - workspace.settings.millis(Setting.LIST_DELAY);
    List<Job> jobs =
        workspace.jobs.values().stream()
            .filter(job -> !job.hidden && job.createdTime <= newest)
            .filter(job -> name.isEmpty() || job.name().equalsIgnoreCase(name))
            .toList();
    return new ArrayList<>(jobs).reversed();
  }

  private static ObjectNode listed(Job job, boolean expand) {
    ObjectNode json = item(job);
    ObjectNode settings = (ObjectNode) json.path("settings");
    if (!expand) {
      settings.remove(List.of("tasks", "job_clusters"));
    }
    if (Pages.cut(settings, ARRAYS, 0)) {
      json.put("has_more", true);
    }
    return json;
  }

  private static ObjectNode item(Job job) {
    ObjectNode json = Json.object().put("job_id", job.id).put("created_time", job.createdTime);
    json.put("creator_user_name", job.creator);
    return json.set("settings", job.settings.deepCopy());
  }

  private JsonNode changed(String effect, Job job, ObjectNode settings) {
    job.settings = settings;
    workspace.record(Effect.ofJob(effect, job, job.name()));
    engine.settingsChanged(job);
    return Json.object();
  }

  private void quota() {
    long jobs = workspace.jobs.values().stream().filter(job -> !job.hidden).count();
    int most = workspace.settings.number(Setting.JOB_QUOTA);
    if (jobs >= most) {
      throw new ApiError(
          400,
          "QUOTA_EXCEEDED",
          "The quota for the number of jobs has been reached. The current quota is " + most + ".");
    }
    long hourAgo = workspace.now() - Duration.ofHours(1).toMillis();
    long recent = workspace.jobs.values().stream().filter(job -> job.createdTime > hourAgo).count();
    int rate = workspace.settings.number(Setting.JOBS_PER_HOUR);
    if (recent >= rate) {
      throw new ApiError(
          400,
          "INVALID_STATE",
          "There were already "
              + recent
              + " jobs created in past 3600 seconds, exceeding rate limit: "
              + rate
              + " job creations per 3600 seconds.");
    }
  }
}
