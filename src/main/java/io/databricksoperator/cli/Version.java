package io.databricksoperator.cli;

import io.databricksoperator.operator.OperatorApp;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar carries. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {OperatorApp.version()};
  }
}
