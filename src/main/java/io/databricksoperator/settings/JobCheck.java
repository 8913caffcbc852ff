package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;

/** The checks of a whole job and of a runs/submit body. */
final class JobCheck {
  private JobCheck() {}

  static void check(JsonNode job, Problems problems) {
    TasksCheck.check(job, problems);
  }

  static void checkSubmit(JsonNode submit, Problems problems) {
    TasksCheck.check(submit, problems);
  }
}
