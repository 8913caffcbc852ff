package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Finds settings that can never work before any call is made. Only what the API is known to refuse
 * or what cannot run is a problem; what the server might accept passes. At most 20 problems are
 * told at a time.
 */
public final class SettingsCheck {
  private SettingsCheck() {}

  /**
   * The problems of a job's settings, extraSettings laid over them; paths begin with {@code
   * settings}.
   */
  public static List<Problem> ofJob(JsonNode settings) {
    var problems = new Problems("settings");
    JobCheck.check(settings, problems);
    return problems.found();
  }

  /** The problems of a runs/submit body; paths begin with {@code submit}. */
  public static List<Problem> ofSubmit(JsonNode submit) {
    var problems = new Problems("submit");
    JobCheck.checkSubmit(submit, problems);
    return problems.found();
  }
}
