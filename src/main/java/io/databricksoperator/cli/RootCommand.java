package io.databricksoperator.cli;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
    return execute(System.getenv(), out, err, arguments);
  }

  static int execute(
      Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
    var defaults = new EnvironmentDefaults(environment);
    int code =
        new CommandLine(new RootCommand())
            .setOut(out)
            .setErr(err)
            .setDefaultValueProvider(defaults)
            .setParameterExceptionHandler(new WrongUsage(defaults))
            .setExecutionExceptionHandler(RootCommand::failed)
            .execute(arguments);
    return code == CommandLine.ExitCode.OK ? written(out, err) : code;
  }

  /** Writers keep it to themselves when a disk is full or nobody reads. */
  private static int written(PrintWriter out, PrintWriter err) {
    if (out.checkError() || System.out.checkError()) {
      err.println("error: the output could not be written");
      return CommandLine.ExitCode.SOFTWARE;
    }
    return CommandLine.ExitCode.OK;
  }

  /** Ends the process with this code, whatever SIGTERM would have led to. */
  public static void exit(int code) {
    Termination.endsByItself();
    System.exit(code);
  }

  @Override
  public void run() {
    throw new WrongUsage.NoCommand(spec.commandLine());
  }

  /** Wrong usage never gets here: a command says so by a ParameterException. */
  private static int failed(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
    Failures.tell(command, Failures.text(error, command.getCommandSpec()));
    return CommandLine.ExitCode.SOFTWARE;
  }
}
