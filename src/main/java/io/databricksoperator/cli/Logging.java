package io.databricksoperator.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs on stderr: one JSON object a line for machines, or text for people (design 9). */
final class Logging {

  /** How a log line looks. */
  enum Format {
    json,
    text
  }

  private Logging() {}

  /** Sets it up for the whole process. */
  static void set(Format format, Level level) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(format == Format.json ? json(context) : text(context));
    appender.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(Level.WARN);
    context.getLogger("io.databricksoperator").setLevel(level);
    // What the framework logs of an object's own content may hold what a user wrote.
    context.getLogger("io.fabric8").setLevel(Level.WARN);
    context.getLogger("okhttp3").setLevel(Level.WARN);
    // It warns of v1beta1 at every start; the version is our own.
    context
        .getLogger("io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils")
        .setLevel(Level.ERROR);
    Thread.setDefaultUncaughtExceptionHandler(Logging::uncaught);
  }

  /** What ends a thread is a line like any other. */
  private static void uncaught(Thread thread, Throwable error) {
    LoggerFactory.getLogger(Logging.class)
        .atError()
        .addKeyValue("thread", thread.getName())
        .setCause(error)
        .log("a thread ended by an error");
  }

  private static Encoder<ILoggingEvent> json(LoggerContext context) {
    var encoder = new LogstashEncoder();
    encoder.setContext(context);
    var names = encoder.getFieldNames();
    names.setTimestamp("time");
    names.setLogger("logger");
    names.setStackTrace("error");
    names.setVersion("[ignore]");
    names.setLevelValue("[ignore]");
    names.setThread("[ignore]");
    encoder.setIncludeMdc(false);
    encoder.setIncludeTags(false);
    encoder.addProvider(new ObjectInHand());
    encoder.setTimeZone("UTC");
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> text(LoggerContext context) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{0} %msg %kvp%n%ex");
    encoder.start();
    return encoder;
  }
}
