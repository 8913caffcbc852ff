package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** run-now and runs/submit (databricks-api.md 2.1 and 2.2). */
final class RunStarts {
  private static final int LONGEST_TOKEN = 64;
  private static final int MOST_PARAMETER_BYTES = 10_000;

  private final Workspace workspace;
  private final RunEngine engine;
  private final JobDefaults defaults;

  RunStarts(Workspace workspace, RunEngine engine) {
    this.workspace = workspace;
    this.engine = engine;
    this.defaults = new JobDefaults(workspace.settings);
  }

  JsonNode runNow(Request request, Principal caller) {
    ObjectNode body = request.json();
    Fields.check(body);
    Job job = workspace.job(Fields.id(body, "job_id"));
    String token = token(body);
    Optional<Long> known = known(token, job);
    if (known.isPresent()) {
      return started(known.get());
    }
    checkParameters(body, job);
    List<ObjectNode> selected =
        new TaskSelection(job.settings.path("tasks")).only(body.path("only"));
    Run run = new Run(workspace.newId(), job, caller.userName(), workspace.now());
    run.toStart = selected.stream().map(ObjectNode::deepCopy).toList();
    run.queueing = body.path("queue").path("enabled").asBoolean(job.queues());
    takeParameters(run, body);
    return begin(run, token);
  }

  JsonNode submit(Request request, Principal caller) {
    ObjectNode body = request.json();
    Fields.check(body);
    String token = token(body);
    Optional<Long> known = known(token, null);
    if (known.isPresent()) {
      return Json.object().put("run_id", known.get());
    }
    JobChecks.check(JobDefaults.meant(body));
    JobChecks.require(!body.path("tasks").isEmpty(), "At least one task is required.");
    Job hidden = new Job(workspace.newId(), workspace.now(), caller.userName(), true);
    hidden.settings = defaults.submit(body);
    workspace.jobs.put(hidden.id, hidden);
    Run run = new Run(workspace.newId(), hidden, caller.userName(), workspace.now());
    run.toStart =
        Json.list(hidden.settings.path("tasks")).stream()
            .map(task -> (ObjectNode) task.deepCopy())
            .toList();
    return ((ObjectNode) begin(run, token)).without("number_in_job");
  }

  /** Lays the parameters of a run-now or a repair on a run; what is left out is not inherited. */
  static void takeParameters(Run run, ObjectNode body) {
    run.overrides = Json.stringMap(body.path("job_parameters"));
    run.legacyParameters = Json.object();
    RunParameters.LEGACY.stream()
        .filter(body::hasNonNull)
        .forEach(name -> run.legacyParameters.set(name, body.path(name)));
    run.performanceTarget =
        body.path("performance_target")
            .asText(run.job.settings.path("performance_target").asText(""));
  }

  /** Refuses parameters that do not go together, or not with this job. */
  static void checkParameters(ObjectNode body, Job job) {
    List<String> legacy = RunParameters.LEGACY.stream().filter(body::hasNonNull).toList();
    JobChecks.require(
        legacy.isEmpty() || job.settings.path("parameters").isEmpty(),
        "The job has job parameters: use job_parameters instead of "
            + String.join(", ", legacy)
            + ".");
    JobChecks.require(
        legacy.isEmpty() || !body.hasNonNull("job_parameters"),
        "job_parameters cannot be combined with " + String.join(", ", legacy) + ".");
    JobChecks.require(
        !legacy.containsAll(List.of("jar_params", "notebook_params")),
        "jar_params cannot be specified in conjunction with notebook_params.");
    for (String name : legacy) {
      int bytes = Json.text(body.path(name)).getBytes(StandardCharsets.UTF_8).length;
      JobChecks.require(
          bytes <= MOST_PARAMETER_BYTES, name + " must not exceed 10000 bytes of JSON.");
    }
    for (String ascii : List.of("python_params", "spark_submit_params")) {
      boolean plain = Json.text(body.path(ascii)).chars().allMatch(c -> c < 128);
      JobChecks.require(plain, ascii + " must hold ASCII characters only.");
    }
  }

  private JsonNode begin(Run run, String token) {
    if (!token.isEmpty()) {
      workspace.tokens.put(scoped(token, run.job.hidden ? null : run.job), run.id);
    }
    engine.start(run);
    return started(run.id);
  }

  private static JsonNode started(long runId) {
    return Json.object().put("run_id", runId).put("number_in_job", runId);
  }

  private static String token(ObjectNode body) {
    String token = body.path("idempotency_token").asText("");
    JobChecks.require(
        token.length() <= LONGEST_TOKEN,
        "The idempotency_token must not exceed " + LONGEST_TOKEN + " characters.");
    return token;
  }

  /** The run that has this token, whatever became of it; an error when it was deleted. */
  private Optional<Long> known(String token, Job job) {
    Long id = token.isEmpty() ? null : workspace.tokens.get(scoped(token, job));
    if (id != null && !workspace.runs.containsKey(id)) {
      throw new ApiError(
          400,
          workspace.settings.text(Setting.TOKEN_OF_DELETED_RUN_CODE),
          Text.filled(workspace.settings.text(Setting.TOKEN_OF_DELETED_RUN_TEXT), id));
    }
    return Optional.ofNullable(id);
  }

  private String scoped(String token, Job job) {
    boolean perJob = workspace.settings.text(Setting.TOKEN_SCOPE).equals("JOB");
    return perJob ? (job == null ? "submit" : Long.toString(job.id)) + "/" + token : token;
  }
}
