package io.databricksoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of options and variables that can not be meant. */
class WrongUsageTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(Map<String, String> environment, String... arguments) {
    return RootCommand.execute(
        environment, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--installation-id  | ''          | it is blank",
        "--installation-id  | ' '         | it is blank",
        "--watch-namespace  | ''          | '' cannot be the name of a namespace",
        "--watch-namespace  | BAD_ns      | 'BAD_ns' cannot be the name of a namespace",
        "--watch-namespace  | a,          | 'a,' cannot be the name of a namespace",
        "--watch-namespace  | 'a,,b'      | '' cannot be the name of a namespace",
        "--watch-namespace  | -a          | '-a' cannot be the name of a namespace",
        "--management-port  | 70000       | there is no port 70000",
        "--management-port  | -1          | there is no port -1",
        "--management-port  | http        | 'http' is not a port",
        "--management-port  | 99999999999 | '99999999999' is not a port",
        "--log-level        | LOUD        | none of ERROR, WARN, INFO, DEBUG and TRACE",
        "--log-format       | xml         | expected one of [json, text]",
        "--allowed-host     | ftp://x     | with https:// or http://",
        "--allowed-host     | x           | a domain of two or more parts",
        "--allowed-host     | https://a/b | must end with its name",
      })
  void aValueThatCanNotBeMeantIsToldInOneLineWithItsOption(
      String option, String value, String sentence) {
    // When
    var code = execute(Map.of(), "operator", option, value);

    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("error: " + option + ": ").contains(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INSTALLATION_ID | ' '     | it is blank",
        "WATCH_NAMESPACE | a,      | 'a,' cannot be the name of a namespace",
        "MANAGEMENT_PORT | x       | 'x' is not a port",
        "LOG_LEVEL       | LOUD    | none of ERROR, WARN, INFO, DEBUG and TRACE",
        "LOG_FORMAT      | xml     | expected one of [json, text]",
        "ALLOWED_HOST    | ftp://x | with https:// or http://",
      })
  void aValueOfAVariableIsToldWithTheVariable(String variable, String value, String sentence) {
    // When
    var code = execute(Map.of("DATABRICKS_OPERATOR_" + variable, value), "operator");

    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString())
        .startsWith("error: DATABRICKS_OPERATOR_" + variable + ": ")
        .contains(sentence);
  }

  @Test
  void theOptionIsNamedWhereItWinsOverAVariable() {
    // When
    execute(
        Map.of("DATABRICKS_OPERATOR_MANAGEMENT_PORT", "8080"),
        "operator",
        "--management-port=70000");

    // Then
    assertThat(err.toString()).startsWith("error: --management-port: there is no port 70000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator --no-such-option", "operator extra", "simulator -x", "--x", ""})
  void whoLooksForAnOptionOrACommandIsToldHowItIsUsed(String arguments) {
    // When
    var code = execute(Map.of(), arguments.isEmpty() ? new String[0] : arguments.split(" "));

    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).startsWith("error: ").contains("Usage: databricks-operator");
  }

  @Test
  void whoMistypesACommandIsToldWhatWasMeant() {
    // When
    var code = execute(Map.of(), "operater");

    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("'operater'", "Did you mean: databricks-operator operator");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "simulator                            | Give --token, --client, or both",
        "simulator --token t --port 70000     | --port: there is no port 70000",
        "simulator --token t --speed 0        | The speed must be positive",
        "simulator --client nothing           | --client takes ID:SECRET",
        "operator --management-port           | Missing required parameter",
      })
  void whatElseIsWrongIsOneLine(String arguments, String sentence) {
    // When
    var code = execute(Map.of(), arguments.split(" "));

    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains(sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "version", "operator --version", "crds -V"})
  void theVersionIsToldInWhateverWayItIsAskedFor(String arguments) {
    // When
    var code = execute(Map.of("DATABRICKS_OPERATOR_VERSION", "1.2"), arguments.split(" "));

    // Then
    assertThat(code).isZero();
    assertThat(out.toString().strip()).isEqualTo("development");
  }
}
