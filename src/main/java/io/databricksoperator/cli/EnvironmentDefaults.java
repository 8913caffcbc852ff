package io.databricksoperator.cli;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every option as an environment variable: {@code --watch-namespace} is {@code
 * DATABRICKS_OPERATOR_WATCH_NAMESPACE}; what may be given several times is separated by commas.
 *
 * @param environment the variables
 */
record EnvironmentDefaults(Map<String, String> environment) implements IDefaultValueProvider {

  @Override
  public String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option ? environment.get(variable(option)) : null;
  }

  /** The variable that stands for an option. */
  static String variable(OptionSpec option) {
    return "DATABRICKS_OPERATOR_"
        + option.longestName().replaceFirst("^--", "").replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
