package io.databricksoperator;

import io.databricksoperator.cli.RootCommand;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the process begins. */
public final class Main {

  private Main() {}

  /** Carries out the command line and exits with its code. */
  public static void main(String[] arguments) {
    var out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
    var err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
    RootCommand.exit(RootCommand.execute(out, err, arguments));
  }
}
