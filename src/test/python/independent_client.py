"""Drives a simulated workspace with Databricks' own Python SDK, which knows nothing of the simulator.

Usage: independent_client.py HOST TOKEN CLIENT_ID CLIENT_SECRET
Ends with 0 when everything was as the SDK expects it of a workspace.
"""

import json
import sys
import urllib.request

from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import BadRequest, DatabricksError, PermissionDenied, ResourceDoesNotExist
from databricks.sdk.service import jobs

HOST, TOKEN, CLIENT_ID, CLIENT_SECRET = sys.argv[1:5]


def control(path, body):
    """Calls a control endpoint of the simulator: the one thing here that is not Databricks."""
    request = urllib.request.Request(HOST + "/simulator/" + path, json.dumps(body).encode(), method="POST")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def notebook(key, *upstream):
    return jobs.Task(
        task_key=key,
        notebook_task=jobs.NotebookTask(notebook_path="/Workspace/" + key),
        depends_on=[jobs.TaskDependency(task_key=up) for up in upstream],
    )


def expect(condition, what):
    if not condition:
        raise AssertionError(what)
    print("ok:", what)


def refused(error, call, what):
    try:
        call()
    except error as e:
        print("ok:", what, "-", e)
        return
    raise AssertionError(what + ": was not refused")


def identity(w):
    expect(w.current_user.me().user_name == "someone@example.com", "the token's user")
    expect(w.get_workspace_id() > 0, "the workspace id comes in a header")
    oauth = WorkspaceClient(host=HOST, client_id=CLIENT_ID, client_secret=CLIENT_SECRET, auth_type="oauth-m2m")
    expect(oauth.current_user.me().user_name == CLIENT_ID, "a service principal gets in by OAuth")
    bad = WorkspaceClient(host=HOST, token="wrong", auth_type="pat")
    refused(PermissionDenied, bad.current_user.me, "a wrong token")


def definitions(w):
    job = w.jobs.create(name="etl", tasks=[notebook("a"), notebook("b", "a")], tags={"team": "x"}).job_id
    got = w.jobs.get(job)
    expect(got.settings.name == "etl" and got.settings.max_concurrent_runs == 1, "a job comes back")
    expect(got.settings.format == jobs.Format.MULTI_TASK and got.settings.queue.enabled, "with the server's defaults")
    expect(got.settings.tasks[1].run_if == jobs.RunIf.ALL_SUCCESS, "its tasks too")
    w.jobs.reset(job, jobs.JobSettings(name="etl2", tasks=[notebook("a"), notebook("b", "a"), notebook("c", "b")]))
    expect(len(w.jobs.get(job).settings.tasks) == 3 and not w.jobs.get(job).settings.tags, "reset replaces")
    w.jobs.update(job, fields_to_remove=["tasks/c"], new_settings=jobs.JobSettings(max_concurrent_runs=2))
    expect([t.task_key for t in w.jobs.get(job).settings.tasks] == ["a", "b"], "update removes a task")
    refused(BadRequest, lambda: w.jobs.create(tasks=[notebook("a", "b"), notebook("b", "a")]), "a cycle")
    refused(ResourceDoesNotExist, lambda: w.jobs.get(42), "a job that is not there")
    return job


def pages(w):
    made = [w.jobs.create(name="many", tasks=[notebook("a")]).job_id for _ in range(45)]
    listed = [j.job_id for j in w.jobs.list(name="MANY", limit=20)]
    expect(listed == made[::-1], "a list in pages, newest first")
    wide = w.jobs.create(name="wide", tasks=[notebook("t%d" % i) for i in range(230)]).job_id
    expect(len(w.jobs.get(wide).settings.tasks) == 230, "a job of 230 tasks in pages")
    run = w.jobs.run_now(wide).run_id
    expect(len(w.jobs.get_run(run).tasks) == 230, "and its run")
    expanded = next(j for j in w.jobs.list(name="wide", expand_tasks=True))
    expect(len(expanded.settings.tasks) == 230, "and in an expanded list")
    for job in made + [wide]:
        w.jobs.delete(job)
    expect(not list(w.jobs.list(name="many")), "deleted jobs are gone")


def repair(w, job):
    control("script", {"job": "etl2", "task": "a", "attempts": [
        {"result": "FAILED", "error": "ValueError: boom", "errorTrace": "Traceback\nValueError: boom"}, {}]})
    run = w.jobs.run_now(job, idempotency_token="night-1", job_parameters={"day": "1"}).run_id
    expect(w.jobs.run_now(job, idempotency_token="night-1").run_id == run, "a token is one run")
    control("clock", {"advance": "PT1H"})
    got = w.jobs.get_run(run, include_history=True)
    expect(got.state.life_cycle_state == jobs.RunLifeCycleState.INTERNAL_ERROR, "a failed run is INTERNAL_ERROR")
    expect(got.status.termination_details.code == jobs.TerminationCodeCode.RUN_EXECUTION_ERROR, "with a code")
    expect(got.job_parameters[0].name == "day" and got.job_parameters[0].value == "1", "with its parameters")
    failed = [t for t in got.tasks if t.state.result_state == jobs.RunResultState.FAILED]
    output = w.jobs.get_run_output(failed[0].run_id)
    expect(output.error == "ValueError: boom" and output.error_trace.startswith("Traceback"), "and an output")
    refused(BadRequest, lambda: w.jobs.get_run_output(run), "the output of a job run")
    first = w.jobs.repair_run(run, rerun_all_failed_tasks=True, rerun_dependent_tasks=True).response.repair_id
    control("clock", {"advance": "PT1H"})
    w.jobs.get_run(run)
    got = w.jobs.get_run(run, include_history=True)
    expect(got.state.result_state == jobs.RunResultState.SUCCESS, "a repaired run succeeds")
    expect([h.id for h in got.repair_history] == [None, first], "and has a history")
    expect([t.task_key for t in got.tasks] == ["a", "b", "a", "b"], "and an entry per attempt")
    refused(BadRequest, lambda: w.jobs.repair_run(run, rerun_tasks=["a"]), "a second repair without the id of the first")
    w.jobs.repair_run(run, rerun_tasks=["a"], latest_repair_id=first)
    control("clock", {"advance": "PT1H"})
    w.jobs.delete_run(run)
    refused(ResourceDoesNotExist, lambda: w.jobs.get_run(run), "a deleted run")
    refused(DatabricksError, lambda: w.jobs.run_now(job, idempotency_token="night-1"), "the token of a deleted run")


def once(w):
    submitted = w.jobs.submit(
        run_name="once",
        tasks=[jobs.SubmitTask(task_key="x", notebook_task=jobs.NotebookTask(notebook_path="/x"))],
    ).run_id
    w.jobs.cancel_run(submitted)
    control("clock", {"advance": "PT1M"})
    got = w.jobs.get_run(submitted)
    expect(got.state.result_state == jobs.RunResultState.CANCELED, "a cancelled one-time run")
    expect(got.run_type == jobs.RunType.SUBMIT_RUN, "of its own type")
    expect(w.jobs.wait_get_run_job_terminated_or_skipped(submitted).run_id == submitted, "the SDK's waiter returns")
    loop = w.jobs.submit(tasks=[jobs.SubmitTask(task_key="loop", for_each_task=jobs.ForEachTask(
        inputs=json.dumps(list(range(150))), concurrency=50,
        task=jobs.Task(task_key="item", notebook_task=jobs.NotebookTask(notebook_path="/x"))))]).run_id
    control("clock", {"advance": "PT1H"})
    parent = w.jobs.get_run(loop).tasks[0]
    expect(parent.for_each_task.stats.task_run_stats.succeeded_iterations == 150, "a loop counts its iterations")
    expect(len(w.jobs.get_run(parent.run_id).iterations) == 150, "and shows them in pages")
    listed = list(w.jobs.list_runs(run_type=jobs.RunType.SUBMIT_RUN, limit=25, expand_tasks=True))
    expect([r.run_id for r in listed] == [loop, submitted], "runs are listed, the last to end first")


def main():
    w = WorkspaceClient(host=HOST, token=TOKEN, auth_type="pat")
    identity(w)
    job = definitions(w)
    pages(w)
    repair(w, job)
    once(w)
    w.jobs.delete(job)
    refused(ResourceDoesNotExist, lambda: w.jobs.get(job), "a deleted job")
    print("ALL OK")


main()
