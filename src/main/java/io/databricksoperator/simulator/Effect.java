package io.databricksoperator.simulator;

/**
 * Something that changed in the workspace. Ids are 0 and texts empty where they do not apply.
 *
 * @param attempt attempt number of the task, -1 where it does not apply
 */
record Effect(
    String kind, long jobId, long runId, long repairId, String task, int attempt, String detail) {

  static Effect ofJob(String kind, Job job, String detail) {
    return new Effect(kind, job.id, 0, 0, "", -1, detail);
  }

  static Effect ofRun(String kind, Run run, String detail) {
    return new Effect(
        kind,
        run.job.id,
        run.id,
        run.history.isEmpty() ? 0 : run.current().repairId,
        "",
        -1,
        detail);
  }

  static Effect ofTask(String kind, TaskRun task, String detail) {
    Run run = task.run;
    return new Effect(
        kind, run.job.id, run.id, run.current().repairId, task.key, task.attemptNumber, detail);
  }
}
