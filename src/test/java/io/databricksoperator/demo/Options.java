package io.databricksoperator.demo;

import java.util.List;

/**
 * How the demo is run.
 *
 * @param launcher the command that starts the program; what follows are its own arguments
 * @param width columns of the terminal; 0 for plain lines
 * @param keep whether everything stays up after the summary
 */
record Options(List<String> launcher, int width, boolean keep) {
  private static final String WIDTH = "--width=";

  /**
   * Reads the command line.
   *
   * @throws DemoFailure when there is anything else in it
   */
  static Options of(String... arguments) {
    int width = 0;
    boolean keep = false;
    for (var argument : arguments) {
      if (argument.equals("--keep")) {
        keep = true;
      } else if (argument.matches(WIDTH + "\\d{1,4}")) {
        width = Integer.parseInt(argument.substring(WIDTH.length()));
      } else {
        throw new DemoFailure("unknown argument " + argument + "; there are --keep and --width=N");
      }
    }
    return new Options(List.of("bin/databricks-operator"), width, keep);
  }
}
