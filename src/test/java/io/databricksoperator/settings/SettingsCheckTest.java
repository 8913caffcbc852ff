package io.databricksoperator.settings;

import static io.databricksoperator.settings.Given.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsCheckTest {
  private static final String N = "notebook_task: {notebook_path: /a}";

  private static List<String> told(JsonNode job) {
    return SettingsCheck.ofJob(job).stream().map(Problem::toString).toList();
  }

  private static JsonNode withN(String text) {
    return yaml(text.replace("$N", N));
  }

  static Stream<Path> goldenJobs() throws IOException {
    try (var folders = Files.list(Path.of("src/test/resources/settings"))) {
      return folders.sorted().map(folder -> folder.resolve("settings.yaml")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("goldenJobs")
  void realisticJobsHaveNoProblems(Path file) {
    // Given
    var body = Given.body(Given.file(file));

    // When
    var problems = SettingsCheck.ofJob(body);

    // Then
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{tasks: [{$N}]} | settings.tasks[0]: Write task_key: every task has one, unique within the"
            + " job.",
        "{tasks: [{task_key: a b, $N}]} | settings.tasks[0].task_key: A task_key holds only"
            + " letters, digits, - and _; this is a b.",
        "{tasks: [{task_key: a, $N}, {task_key: a, $N}]} | settings.tasks[1]: The task_key a is"
            + " that of tasks[0] too: give each its own.",
        "{tasks: [{task_key: clean, $N}, {task_key: b, depends_on: [{task_key: claen}], $N}]} |"
            + " settings.tasks[1].depends_on[0]: There is no task claen. Did you mean clean?",
        "{tasks: [{task_key: a, $N}, {task_key: b, depends_on: [{task_key: xyz}], $N}]} |"
            + " settings.tasks[1].depends_on[0]: There is no task xyz. Known: a, b.",
        "{tasks: [{task_key: a, depends_on: [{outcome: 'true'}], $N}]} |"
            + " settings.tasks[0].depends_on[0]: Write task_key: the task that this one waits for.",
        "{tasks: [{task_key: a, $N}, {task_key: b, depends_on: [{task_key: a, outcome: 'true'}],"
            + " $N}]} | settings.tasks[1].depends_on[0]: Leave outcome out: a is no condition_task,"
            + " so it has none.",
        "{tasks: [{task_key: a, depends_on: [{task_key: a}], $N}]} | settings.tasks[0].depends_on:"
            + " These tasks wait for each other, so none would start: a -> a. Remove one"
            + " dependency.",
        "{tasks: [{task_key: a, job_cluster_key: mian, $N}], job_clusters: [{job_cluster_key:"
            + " main}]} | settings.tasks[0].job_cluster_key: job_clusters has no entry mian. Did"
            + " you mean main?",
        "{tasks: [{task_key: a, environment_key: e, $N}]} | settings.tasks[0].environment_key:"
            + " environments has no entry e.",
        "{tasks: [{task_key: a, existing_cluster_id: x, new_cluster: {}, $N}]} | settings.tasks[0]:"
            + " Keep one of existing_cluster_id, new_cluster: a task runs on one compute.",
        "{tasks: [{task_key: a, max_retries: -2, $N}]} | settings.tasks[0].max_retries: Write -1"
            + " for retries without end, 0 for none, or a number.",
        "{tasks: [{task_key: a, new_task: {}, $N}]} | settings.tasks[0]: Keep one of new_task,"
            + " notebook_task and give the others tasks of their own: a task runs one thing.",
        "{tasks: [{task_key: a, for_each_task: {inputs: '[]'}}]} | settings.tasks[0].for_each_task:"
            + " Write task: what runs for each input.",
        "{tasks: [{task_key: a, for_each_task: {task: {task_key: b, $N}}}]} |"
            + " settings.tasks[0].for_each_task: Write inputs: a JSON array as text, or a reference"
            + " such as {{tasks.a.values.b}}.",
        "{tasks: [{task_key: a, for_each_task: {inputs: '[]', task: {task_key: b, for_each_task:"
            + " {}}}}]} | settings.tasks[0].for_each_task.task: A for_each_task cannot be inside"
            + " another: use a run_job_task for the inner loop.",
        "{tasks: [{task_key: a, for_each_task: {inputs: '[]', task: {task_key: b, job_cluster_key:"
            + " x, $N}}}]} | settings.tasks[0].for_each_task.task.job_cluster_key: job_clusters has"
            + " no entry x.",
        "{tasks: [{task_key: a, dbt_task: {commands: [a, a, a, a, a, a, a, a, a, a, a]}}]} |"
            + " settings.tasks[0].dbt_task.commands: Write 10 commands at most, not 11.",
        "{job_clusters: [{job_cluster_key: a}, {job_cluster_key: a}]} | settings.job_clusters[1]:"
            + " The job_cluster_key a is that of job_clusters[0] too: give each its own.",
        "{environments: [{spec: {}}]} | settings.environments[0]: Write environment_key: it is how"
            + " this entry is referred to.",
        "{parameters: [{name: a, default: ''}, {name: a, default: ''}]} | settings.parameters[1]:"
            + " The name a is that of parameters[0] too: give each its own.",
        "{parameters: [{name: a b, default: ''}]} | settings.parameters[0]: A parameter's name"
            + " holds only letters, digits, _ - and dots; this is a b.",
        "{parameters: [{name: a, default: 5}]} | settings.parameters[0]: Write default as text, in"
            + " quotes: \"5\".",
        "{parameters: [{name: a}]} | settings.parameters[0]: Write default: a parameter needs one,"
            + " \"\" if nothing else.",
        "{schedule: {quartz_cron_expression: '0 0 5 * * ?', timezone_id: UTC}, continuous: {}} |"
            + " settings: Keep one of schedule, continuous: a job starts by itself in one way.",
        "{schedule: {quartz_cron_expression: '0 0 5 * * ?'}} | settings.schedule: Write"
            + " timezone_id: a Java time zone, for example UTC or Europe/Berlin.",
        "{schedule: {timezone_id: UTC}} | settings.schedule: Write quartz_cron_expression, for"
            + " example \"0 0 5 * * ?\" for every day at 05:00.",
        "{schedule: {quartz_cron_expression: '0 5 * * *', timezone_id: UTC}} |"
            + " settings.schedule.quartz_cron_expression: A Quartz expression has 6 or 7 fields"
            + " (seconds first, ? for the unused one of day-of-month and day-of-week), this has 5:"
            + " \"0 5 * * *\". Every day at 05:00 is \"0 0 5 * * ?\".",
        "{trigger: {periodic: {interval: 0}}} | settings.trigger.periodic: Write an interval of 1"
            + " or more.",
        "{trigger: {file_arrival: {wait_after_last_change_seconds: 30}}} |"
            + " settings.trigger.file_arrival.wait_after_last_change_seconds: Write 60 seconds or"
            + " more, not 30.",
        "{git_source: {git_url: x, git_branch: a, git_tag: b, git_provider: gitHub}} |"
            + " settings.git_source: Keep one of git_branch, git_tag: they exclude each other.",
        "{git_source: {git_provider: gitHub}} | settings.git_source: Write git_url: the https"
            + " address of the repository.",
        "{run_as: {user_name: a, group_name: b}} | settings.run_as: Keep one of user_name,"
            + " group_name: runs act as one identity.",
        "{max_concurrent_runs: 1001} | settings.max_concurrent_runs: Write a number from 0 to 1000,"
            + " not 1001.",
        "{webhook_notifications: {on_failure: [{id: a}, {id: b}, {id: c}, {id: d}]}} |"
            + " settings.webhook_notifications.on_failure: Write 3 webhooks at most, not 4."
      })
  void whatCanNeverWorkIsToldWithWhatToWrite(String settings, String problem) {
    // Given
    var job = withN(settings);

    // When
    var told = told(job);

    // Then
    assertThat(told).containsExactly(problem);
  }

  @Test
  void aTaskWithoutATypeAndAGitSourceWithoutAProviderNameTheChoices() {
    // Given
    var job = yaml("{tasks: [{task_key: a}], git_source: {git_url: x, git_branch: b}}");

    // When
    var told = told(job);

    // Then
    assertThat(told)
        .satisfiesExactly(
            first ->
                assertThat(first).startsWith("settings.git_source: Write git_provider: gitHub,"),
            second -> assertThat(second).startsWith("settings.tasks[0]: Write what the task runs"));
  }

  @Test
  void everyCycleIsNamedAndTasksBehindItAreNotBlamed() {
    // Given
    var job =
        withN(
            """
            tasks:
            - {task_key: start, $N}
            - {task_key: behind, depends_on: [{task_key: a}], $N}
            - {task_key: a, depends_on: [{task_key: start}, {task_key: c}], $N}
            - {task_key: b, depends_on: [{task_key: a}], $N}
            - {task_key: c, depends_on: [{task_key: b}], $N}
            - {task_key: d, depends_on: [{task_key: d}], $N}
            """);

    // When
    var told = told(job);

    // Then
    assertThat(told)
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith("settings.tasks[2].depends_on: ")
                    .contains("a -> c -> b -> a"),
            second ->
                assertThat(second).startsWith("settings.tasks[5].depends_on: ").contains("d -> d"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{tasks: []}",
        "{tasks: text, job_clusters: 5, schedule: null, parameters: {}}",
        "{tasks: [{task_key: a, brand_new_task: {}}]}",
        "{tasks: [{task_key: a, brand_new_task: {}}, {task_key: b, depends_on: [{task_key: a,"
            + " outcome: x}], $N}]}",
        "{tasks: [{task_key: a, max_retries: -1, existing_cluster_id: '', job_cluster_key: c, $N}],"
            + " job_clusters: [{job_cluster_key: c}]}",
        "{schedule: {quartz_cron_expression: '0 0 5 ? * MON 2026-2030', timezone_id:"
            + " Mars/Olympus}}",
        "{git_source: {git_url: x, git_provider: GITHUB}}",
        "{max_concurrent_runs: 0, triggers: [], continuous: {}}",
        "{trigger: {file_arrival: {min_time_between_triggers_seconds: 0}}}"
      })
  void whatTheServerMightAcceptPasses(String settings) {
    // Given
    var job = withN(settings);

    // When
    var told = told(job);

    // Then
    assertThat(told).isEmpty();
  }

  @Test
  void limitsLeaveRoomForTheOwnersTag() {
    // Given
    var job = yaml("{tags: {databricks-operator-owner: x}}");
    IntStream.range(0, 24).forEach(i -> job.withObject("/tags").put("t" + i, "v"));

    // When
    var full = told(job);
    job.withObject("/tags").put("one-more", "v");
    job.put("name", "ä".repeat(2049)).put("description", "x".repeat(27_701));

    // Then
    assertThat(full).isEmpty();
    assertThat(told(job))
        .containsExactly(
            "settings.name: A name has at most 4096 bytes as UTF-8, this one has 4098.",
            "settings.description: A description has at most 27700 characters, this one has 27701.",
            "settings.tags: A job has at most 25 tags and the operator adds"
                + " databricks-operator-owner: keep 24 of these 25.");
  }

  @Test
  void tooManyTasksAreOneProblemAndManyProblemsAreCut() {
    // Given
    var many = yaml("{tasks: []}");
    IntStream.range(0, 1001).forEach(i -> many.withArray("tasks").addObject());
    var broken = yaml("{tasks: []}");
    IntStream.range(0, 100).forEach(i -> broken.withArray("tasks").addObject());

    // When
    var told = told(many);

    // Then
    assertThat(told)
        .containsExactly("settings.tasks: A job has at most 1000 tasks, this one has 1001.");
    assertThat(told(broken)).hasSize(20);
  }

  @Test
  void aSubmitIsCheckedUnderItsOwnName() {
    // Given
    var submit =
        withN(
            "{tasks: [{task_key: a, environment_key: x, $N}], environments: [{environment_key:"
                + " y}]}");

    // When
    var problems = SettingsCheck.ofSubmit(submit);

    // Then
    assertThat(problems)
        .containsExactly(
            new Problem(
                "submit.tasks[0].environment_key", "environments has no entry x. Did you mean y?"));
  }
}
