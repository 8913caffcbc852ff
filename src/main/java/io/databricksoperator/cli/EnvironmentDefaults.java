package io.databricksoperator.cli;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every option as an environment variable: {@code --watch-namespace} is {@code
 * DATABRICKS_OPERATOR_WATCH_NAMESPACE}; what may be given several times is separated by commas.
 *
 * <p>Kubernetes tells every pod of the services of its namespace by variables: a service named
 * databricks-operator makes DATABRICKS_OPERATOR_PORT=tcp://10.0.0.1:80. Those are no options.
 *
 * @param environment the variables
 */
record EnvironmentDefaults(Map<String, String> environment) implements IDefaultValueProvider {

  private static final Pattern SERVICE = Pattern.compile("(tcp|udp|sctp)://");

  @Override
  public String defaultValue(ArgSpec argument) {
    var value = argument instanceof OptionSpec option ? environment.get(variable(option)) : null;
    return value == null || SERVICE.matcher(value).lookingAt() ? null : value;
  }

  /** The variable that stands for an option. */
  static String variable(OptionSpec option) {
    return "DATABRICKS_OPERATOR_"
        + option.longestName().replaceFirst("^--", "").replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
