package io.databricksoperator.run;

import io.databricksoperator.api.Reason;
import io.javaoperatorsdk.operator.processing.event.ResourceID;

/** What a DatabricksRun runs, as far as it can be told now. */
sealed interface Source {

  /**
   * A job.
   *
   * @param jobId its id
   */
  record Job(ResourceID workspace, long jobId) implements Source {}

  /** A one-time run. */
  record Submit(ResourceID workspace) implements Source {}

  /** The job is not there yet; its event wakes the run. */
  record NotReady(ResourceID workspace, Reason reason, String message) implements Source {}

  /** It can never work. */
  record Invalid(Reason reason, String message) implements Source {}

  /** Where it runs; null if nobody can tell. */
  default ResourceID where() {
    return switch (this) {
      case Job job -> job.workspace();
      case Submit submit -> submit.workspace();
      case NotReady notReady -> notReady.workspace();
      case Invalid invalid -> null;
    };
  }
}
