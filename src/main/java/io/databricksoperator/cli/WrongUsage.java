package io.databricksoperator.cli;

import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What a person is told who used a command wrongly: one sentence, and how it is used where it was
 * an option or a command that does not exist.
 *
 * @param environment where options come from that are not on the command line
 */
record WrongUsage(EnvironmentDefaults environment) implements IParameterExceptionHandler {

  /** No command was given. */
  static final class NoCommand extends ParameterException {
    NoCommand(CommandLine command) {
      super(command, "Missing command");
    }
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    var command = e.getCommandLine();
    Failures.tell(command, sentence(e, arguments));
    boolean unknown = e instanceof UnmatchedArgumentException || e instanceof NoCommand;
    if (unknown && !UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
      command.usage(command.getErr());
    }
    return ExitCode.USAGE;
  }

  private String sentence(ParameterException e, String[] arguments) {
    if (!(e.getArgSpec() instanceof OptionSpec option)) {
      return e.getMessage();
    }
    boolean given = Arrays.stream(arguments).anyMatch(word -> names(word, option));
    var name = given ? option.longestName() : EnvironmentDefaults.variable(option);
    return e.getCause() instanceof TypeConversionException problem
        ? name + ": " + problem.getMessage()
        : e.getMessage().replace("option '" + option.longestName() + "'", name);
  }

  private static boolean names(String word, OptionSpec option) {
    return word.equals(option.longestName()) || word.startsWith(option.longestName() + "=");
  }
}
