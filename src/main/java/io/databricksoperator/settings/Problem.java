package io.databricksoperator.settings;

/**
 * Something in the settings that can never work.
 *
 * @param path where, for example {@code settings.tasks[2].depends_on[0]}
 * @param text what is wrong and what to write instead, as a sentence
 */
public record Problem(String path, String text) {
  @Override
  public String toString() {
    return path + ": " + text;
  }
}
