package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The checks of a job's own fields (databricks-api.md 1.1). */
final class JobCheck {
  private static final int NAME_BYTES = 4096;
  private static final int DESCRIPTION_CHARACTERS = 27_700;
  private static final int TAGS = 24;
  private static final int CONCURRENT_RUNS = 1000;
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_.-]+");

  private JobCheck() {}

  static void check(JsonNode job, Problems problems) {
    texts(job, problems);
    tags(job.path("tags"), problems.at("tags"));
    concurrency(job.path("max_concurrent_runs"), problems.at("max_concurrent_runs"));
    StartersCheck.check(job, problems);
    keys(job, "job_clusters", problems);
    keys(job, "parameters", problems);
    parameters(job.path("parameters"), problems);
    shared(job, problems);
  }

  static void checkSubmit(JsonNode submit, Problems problems) {
    shared(submit, problems);
  }

  private static void shared(JsonNode job, Problems problems) {
    keys(job, "environments", problems);
    gitSource(job.path("git_source"), problems.at("git_source"));
    oneOf(job.path("run_as"), problems.at("run_as"));
    TaskCheck.webhooks(job, problems);
    TasksCheck.check(job, problems);
  }

  private static void texts(JsonNode job, Problems problems) {
    for (var field : List.of("name", "description")) {
      var value = job.path(field);
      if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
        problems.at(field).add("Write a text here.");
      }
    }
    int bytes = job.path("name").asText().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > NAME_BYTES) {
      problems
          .at("name")
          .add("A name has at most 4096 bytes as UTF-8, this one has " + bytes + ".");
    }
    var description = job.path("description").asText();
    int length = description.codePointCount(0, description.length());
    if (length > DESCRIPTION_CHARACTERS) {
      problems
          .at("description")
          .add("A description has at most 27700 characters, this one has " + length + ".");
    }
  }

  private static void tags(JsonNode tags, Problems problems) {
    long own = Trees.names(tags).stream().filter(name -> !name.equals(OwnerTag.NAME)).count();
    if (own > TAGS) {
      problems.add(
          "A job has at most 25 tags and the operator adds "
              + OwnerTag.NAME
              + ": keep 24 of these "
              + own
              + ".");
    }
  }

  private static void concurrency(JsonNode runs, Problems problems) {
    if (runs.isNumber() && (runs.doubleValue() < 0 || runs.doubleValue() > CONCURRENT_RUNS)) {
      problems.add("Write a number from 0 to 1000, not " + runs.asText() + ".");
    }
  }

  /** Every element has its key, and no key occurs twice. */
  private static void keys(JsonNode job, String field, Problems problems) {
    var seen = new HashMap<String, Integer>();
    var elements = job.path(field);
    var key = Keyed.keyOf(field);
    for (int i = 0; i < elements.size(); i++) {
      var value = elements.path(i).path(key);
      var here = problems.at(field, i);
      if (!Trees.given(value)) {
        here.add("Write " + key + ": it is how this entry is referred to.");
        continue;
      }
      var first = seen.putIfAbsent(value.asText(), i);
      if (first != null) {
        here.add(
            "The %s %s is that of %s[%d] too: give each its own."
                .formatted(key, value.asText(), field, first));
      }
    }
  }

  private static void parameters(JsonNode parameters, Problems problems) {
    for (int i = 0; i < parameters.size(); i++) {
      var name = parameters.path(i).path("name").asText();
      var value = parameters.path(i).path("default");
      var here = problems.at("parameters", i);
      if (!name.isBlank() && !PARAMETER.matcher(name).matches()) {
        here.add(
            "A parameter's name holds only letters, digits, _ - and dots; this is " + name + ".");
      }
      if (value.isMissingNode() || value.isNull()) {
        here.add("Write default: a parameter needs one, \"\" if nothing else.");
      } else if (!value.isTextual()) {
        here.add("Write default as text, in quotes: \"" + value + "\".");
      }
    }
  }

  private static void gitSource(JsonNode git, Problems problems) {
    if (git.isEmpty()) {
      return;
    }
    if (!Trees.given(git.get("git_provider"))) {
      problems.add(
          "Write git_provider: gitHub, gitHubEnterprise, gitLab, gitLabEnterpriseEdition,"
              + " bitbucketCloud, bitbucketServer, azureDevOpsServices or awsCodeCommit.");
    }
    if (!Trees.given(git.get("git_url"))) {
      problems.add("Write git_url: the https address of the repository.");
    }
    var refs = present(git, List.of("git_branch", "git_tag", "git_commit"));
    if (refs.size() > 1) {
      problems.add("Keep one of " + String.join(", ", refs) + ": they exclude each other.");
    }
  }

  private static void oneOf(JsonNode runAs, Problems problems) {
    var names = present(runAs, List.of("user_name", "service_principal_name", "group_name"));
    if (names.size() > 1) {
      problems.add("Keep one of " + String.join(", ", names) + ": runs act as one identity.");
    }
  }

  /** Those of the fields that are given. */
  static List<String> present(JsonNode node, List<String> fields) {
    Stream<String> given = fields.stream().filter(field -> Trees.given(node.get(field)));
    return given.toList();
  }
}
