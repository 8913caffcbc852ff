package io.databricksoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Which variables are options, and which only look like them. */
class EnvironmentDefaultsTest {

  private final CommandSpec operator = new CommandLine(new OperatorCommand()).getCommandSpec();

  private String value(String option, String variable, String value) {
    var defaults = new EnvironmentDefaults(Map.of("DATABRICKS_OPERATOR_" + variable, value));
    return defaults.defaultValue(operator.findOption(option));
  }

  @Test
  void aVariableStandsForItsOption() {
    assertThat(value("--watch-namespace", "WATCH_NAMESPACE", "a,b")).isEqualTo("a,b");
    assertThat(value("--installation-id", "INSTALLATION_ID", " ")).isEqualTo(" ");
  }

  @Test
  void anEmptyVariableIsAsGoodAsNone() {
    assertThat(value("--management-port", "MANAGEMENT_PORT", "")).isNull();
  }

  @Test
  void whatKubernetesSaysOfAServiceIsNoOption() {
    assertThat(value("--management-port", "MANAGEMENT_PORT", "tcp://10.0.0.1:80")).isNull();
  }

  @Test
  void noVariableAsksForHelp() {
    assertThat(value("--help", "HELP", "true")).isNull();
    assertThat(value("--version", "VERSION", "1.2")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "DATABRICKS_OPERATOR_MANAGMENT_PORT, 8080",
    "DATABRICKS_OPERATOR_LOGLEVEL, INFO",
    "DATABRICKS_OPERATOR_TOKEN, t"
  })
  void aVariableThatLooksLikeAnOptionAndIsNoneIsKnown(String name, String value) {
    assertThat(new EnvironmentDefaults(Map.of(name, value)).unknown(operator))
        .containsExactly(name);
  }

  @ParameterizedTest
  @CsvSource({
    "DATABRICKS_OPERATOR_LOG_LEVEL, INFO",
    "DATABRICKS_OPERATOR_JAR, app.jar",
    "DATABRICKS_OPERATOR_VERSION, 1.2",
    "DATABRICKS_OPERATOR_SERVICE_HOST, 10.0.0.1",
    "DATABRICKS_OPERATOR_SERVICE_PORT, 80",
    "DATABRICKS_OPERATOR_SERVICE_PORT_HTTP, 80",
    "DATABRICKS_OPERATOR_METRICS_SERVICE_HOST, 10.0.0.1",
    "DATABRICKS_OPERATOR_PORT, tcp://10.0.0.1:80",
    "DATABRICKS_OPERATOR_PORT_80_TCP, tcp://10.0.0.1:80",
    "DATABRICKS_OPERATOR_PORT_80_TCP_PROTO, tcp",
    "DATABRICKS_OPERATOR_PORT_80_TCP_PORT, 80",
    "DATABRICKS_OPERATOR_METRICS_PORT_80_TCP_ADDR, 10.0.0.1",
    "DATABRICKS_HOST, https://adb-1.azuredatabricks.net",
  })
  void otherVariablesAreNobodysMistake(String name, String value) {
    assertThat(new EnvironmentDefaults(Map.of(name, value)).unknown(operator)).isEmpty();
  }
}
