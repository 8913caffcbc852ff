package io.databricksoperator.repair;

import static io.databricksoperator.repair.RepairPolicy.orEmpty;

import com.google.re2j.Pattern;
import io.databricksoperator.api.RepairPolicySpec.Action;
import io.databricksoperator.api.RepairPolicySpec.Rule;
import io.databricksoperator.api.RepairPolicySpec.When;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One rule that a user wrote. A list that is empty holds for every task.
 *
 * @param number which one it is, from 1: as people count, and as the sentences name it
 * @param action what it leads to
 * @param types termination types, any of them
 * @param codes termination codes, any of them
 * @param tasks task keys, any of them, {@code *} standing for any characters
 * @param error found in the error or the message; null for any
 */
public record PolicyRule(
    int number,
    Action action,
    List<String> types,
    List<String> codes,
    List<String> tasks,
    ErrorPattern error) {

  /** So much of a rule is quoted; there is its number to look it up. */
  private static final int CONDITIONS = 300;

  /** What is wrong with a rule, each as a sentence that begins with the path of the field. */
  static List<String> problems(String path, Rule rule) {
    var problems = new ArrayList<String>();
    if (rule.action() == null) {
      problems.add(path + ".action: must be Repair or Stop");
    }
    if (rule.when() != null && rule.when().errorMatches() != null) {
      ErrorPattern.problem(rule.when().errorMatches())
          .ifPresent(problem -> problems.add(path + ".when.errorMatches: " + problem));
    }
    return problems;
  }

  static PolicyRule of(int number, Rule rule) {
    var when = rule.when() == null ? new When(null, null, null, null) : rule.when();
    return new PolicyRule(
        number,
        rule.action(),
        List.copyOf(orEmpty(when.types())),
        List.copyOf(orEmpty(when.codes())),
        List.copyOf(orEmpty(when.tasks())),
        when.errorMatches() == null ? null : ErrorPattern.of(when.errorMatches()));
  }

  /** What this rule says about a task; empty if it does not match. */
  Optional<Ruling> judge(FailedTask task) {
    if (!anyOf(types, task.type()) || !anyOf(codes, task.code()) || !namesTask(task.key())) {
      return Optional.empty();
    }
    var evidence = evidence(task);
    if (evidence.isEmpty() && task.error() == null && action == Action.Stop) {
      // A policy that stops at an error must not miss the error.
      return Optional.of(new Ruling(Action.Stop, unread(task)));
    }
    return evidence.map(found -> new Ruling(action, sentence(task, found)));
  }

  private String unread(FailedTask task) {
    return "rule "
        + number
        + " ("
        + conditions()
        + ") may say Stop for task "
        + task.key()
        + ", whose output can not be read";
  }

  private static boolean anyOf(List<String> wanted, String found) {
    return wanted.isEmpty() || wanted.contains(found);
  }

  private boolean namesTask(String key) {
    return tasks.isEmpty() || tasks.stream().anyMatch(glob -> matches(glob, key));
  }

  /** RE2 here too: no number of stars makes it slow. */
  private static boolean matches(String glob, String key) {
    var parts = Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote);
    return Pattern.matches(parts.collect(Collectors.joining(".*")), key);
  }

  /** What made the rule match, for people; empty if its expression was not found. */
  private Optional<String> evidence(FailedTask task) {
    if (error != null) {
      return Optional.ofNullable(task.error())
          .flatMap(error::find)
          .or(() -> error.find(task.message()));
    }
    return Optional.of(types.isEmpty() ? task.codeOrNone() : task.codeAndType());
  }

  private String sentence(FailedTask task, String evidence) {
    var rule = "rule " + number + " (" + conditions() + ")";
    return switch (action) {
      case Repair -> rule + " matched task " + task.key() + ": " + evidence;
      case Stop -> rule + " says Stop for task " + task.key() + ": " + evidence + detail(task);
    };
  }

  /** A rule that stops on a code alone has not said yet what went wrong. */
  private String detail(FailedTask task) {
    return error != null || task.headline().isBlank() ? "" : ", " + Excerpt.of(task.headline());
  }

  private String conditions() {
    var parts = new ArrayList<String>();
    for (var part :
        List.of(listed("types", types), listed("codes", codes), listed("tasks", tasks))) {
      part.ifPresent(parts::add);
    }
    if (error != null) {
      parts.add("errorMatches \"" + Excerpt.of(error.text()) + "\"");
    }
    return parts.isEmpty() ? "any failure" : Excerpt.of(String.join("; ", parts), CONDITIONS);
  }

  private static Optional<String> listed(String name, List<String> values) {
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(name + " " + Excerpt.of(String.join(", ", values)));
  }
}
