package io.databricksoperator.repair;

import io.databricksoperator.api.RepairPolicySpec.Action;
import java.util.Set;

/**
 * What holds for a task that no rule of the policy matches (design 4): trouble of the platform is
 * repaired, trouble of the code or its settings is not.
 */
final class DefaultRule {

  private static final Set<String> TYPES = Set.of("CLOUD_FAILURE", "INTERNAL_ERROR");

  private static final Set<String> CODES =
      Set.of(
          "INTERNAL_ERROR",
          "DRIVER_ERROR",
          "CLUSTER_ERROR",
          "CLOUD_FAILURE",
          "REPOSITORY_CHECKOUT_FAILED",
          "CLUSTER_REQUEST_LIMIT_EXCEEDED",
          "WORKSPACE_RUN_LIMIT_EXCEEDED",
          "MAX_SPARK_CONTEXTS_EXCEEDED",
          "STORAGE_ACCESS_ERROR");

  /** A flaky index gets better by itself, a package that does not exist never does. */
  private static final String ONCE = "LIBRARY_INSTALLATION_ERROR";

  /** Clouds report a stock-out as the client's error (databricks-api.md 3.3), so the text tells. */
  private static final ErrorPattern CAPACITY =
      ErrorPattern.of(
          "(?i)(insufficient|out of|no) (instance |vm )?capacity|stockout"
              + "|ZONE_RESOURCE_POOL_EXHAUSTED|AWS_INSUFFICIENT_INSTANCE_CAPACITY"
              + "|SkuNotAvailable|QuotaExceeded");

  private DefaultRule() {}

  static Ruling judge(FailedTask task) {
    var ofTask = " of task " + task.key();
    if (CODES.contains(task.code())) {
      return repairs(task.code() + ofTask);
    }
    if (TYPES.contains(task.type())) {
      return repairs(task.codeAndType() + ofTask);
    }
    var shortage = CAPACITY.find(task.message()).or(() -> CAPACITY.find(task.error()));
    if (shortage.isPresent()) {
      return repairs("the capacity shortage" + ofTask + ": " + shortage.get());
    }
    if (task.code().equals(ONCE)) {
      return once(task, ofTask);
    }
    return stops("does not repair " + task.codeOrNone() + ofTask + detail(task));
  }

  private static Ruling once(FailedTask task, String ofTask) {
    return task.earlierFailuresWithSameCode() == 0
        ? repairs(ONCE + ofTask + " once")
        : stops("repairs " + ONCE + ofTask + " only once" + detail(task));
  }

  private static Ruling repairs(String what) {
    return new Ruling(Action.Repair, "the default rule repairs " + what);
  }

  private static Ruling stops(String what) {
    return new Ruling(Action.Stop, "the default rule " + what);
  }

  private static String detail(FailedTask task) {
    return task.headline().isBlank() ? "" : ": " + Excerpt.of(task.headline());
  }
}
