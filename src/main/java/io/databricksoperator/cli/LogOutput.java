package io.databricksoperator.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;

/** Where log lines go: stderr. Knows whether there was one yet. */
final class LogOutput extends ConsoleAppender<ILoggingEvent> {

  private volatile boolean begun;

  LogOutput() {
    setTarget("System.err");
  }

  boolean begun() {
    return begun;
  }

  @Override
  protected void append(ILoggingEvent event) {
    begun = true;
    super.append(event);
  }
}
