package io.databricksoperator.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every option as an environment variable: {@code --watch-namespace} is {@code
 * DATABRICKS_OPERATOR_WATCH_NAMESPACE}; what may be given several times is separated by commas. An
 * empty variable is as good as none.
 *
 * <p>Kubernetes tells every pod of the services of its namespace by variables: a service named
 * databricks-operator makes DATABRICKS_OPERATOR_PORT=tcp://10.0.0.1:80. Those are no options.
 *
 * @param environment the variables
 */
record EnvironmentDefaults(Map<String, String> environment) implements IDefaultValueProvider {

  private static final String PREFIX = "DATABRICKS_OPERATOR_";
  private static final Pattern SERVICE = Pattern.compile("(tcp|udp|sctp)://");
  private static final Pattern OF_A_SERVICE =
      Pattern.compile(
          ".*_SERVICE_(HOST|PORT(_.+)?)|.*_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");

  /** What bin/databricks-operator takes the program from. */
  private static final String JAR = PREFIX + "JAR";

  @Override
  public String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option && settable(option)
        ? environment.get(variable(option))
        : null;
  }

  private boolean settable(OptionSpec option) {
    var value = environment.getOrDefault(variable(option), "");
    return !option.usageHelp() && !option.versionHelp() && !value.isEmpty() && !ofService(value);
  }

  private static boolean ofService(String value) {
    return SERVICE.matcher(value).lookingAt();
  }

  /** The variables that look like options of this command and are none. */
  List<String> unknown(CommandSpec command) {
    var known = command.options().stream().map(EnvironmentDefaults::variable).toList();
    return environment.keySet().stream()
        .filter(name -> name.startsWith(PREFIX) && !name.equals(JAR) && !known.contains(name))
        .filter(name -> !OF_A_SERVICE.matcher(name).matches() && !ofService(environment.get(name)))
        .sorted()
        .toList();
  }

  /** The variable that stands for an option. */
  static String variable(OptionSpec option) {
    return PREFIX
        + option.longestName().replaceFirst("^--", "").replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
