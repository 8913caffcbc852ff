package io.databricksoperator.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
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

  /** Where JSON lines go; null while there is no log, or one for people. */
  private static volatile LogOutput ofJson;

  private Logging() {}

  /** Sets it up for the whole process. */
  static void set(Format format, Level level) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    var appender = new LogOutput();
    appender.setContext(context);
    appender.setEncoder(format == Format.json ? json(context) : text(context));
    appender.start();
    ofJson = format == Format.json ? appender : null;
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

  /**
   * Whether stderr is a log of JSON by now; then what ended the process is its last line, since a
   * line of another form could not be read by what reads the others.
   */
  static boolean tellsOfTheEnd(String sentence) {
    var log = ofJson;
    boolean begun = log != null && log.begun();
    if (begun) {
      LoggerFactory.getLogger(Logging.class).error(sentence);
    }
    return begun;
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
    encoder.setPattern(
        "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{0} %replace(%msg %kvp){' $', ''}%n%ex");
    encoder.start();
    return encoder;
  }
}
