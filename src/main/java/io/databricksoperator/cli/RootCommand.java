package io.databricksoperator.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line as a whole. */
@Command(
    name = "databricks-operator",
    description = "Manages Databricks jobs and runs as Kubernetes resources.",
    subcommands = {
      OperatorCommand.class,
      SimulatorCommand.class,
      CrdsCommand.class,
      VersionCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeOnExecutionException = 1)
public final class RootCommand implements Runnable {

  @Spec private CommandSpec spec;

  /**
   * Parses the arguments and carries the command out.
   *
   * @return the exit code (design 9)
   */
  public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new RootCommand())
        .setOut(out)
        .setErr(err)
        .setDefaultValueProvider(new EnvironmentDefaults(System.getenv()))
        .setExecutionExceptionHandler(RootCommand::failed)
        .execute(arguments);
  }

  /** Ends the process with this code, whatever SIGTERM would have led to. */
  public static void exit(int code) {
    Termination.endsByItself();
    System.exit(code);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  /** Wrong usage never gets here: a command says so by a ParameterException. */
  private static int failed(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
    command.getErr().println(Failures.text(error));
    return CommandLine.ExitCode.SOFTWARE;
  }
}
