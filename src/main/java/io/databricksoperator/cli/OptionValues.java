package io.databricksoperator.cli;

import ch.qos.logback.classic.Level;
import io.databricksoperator.operator.OptionRules;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options; what can not be meant is wrong usage, with a sentence. */
final class OptionValues {

  /** Between two values; a comma at the end belongs to the last one, which is refused for it. */
  static final String SPLIT = ",(?!$)";

  private OptionValues() {}

  private static <T> T read(String text, Function<String, T> rule) {
    try {
      return rule.apply(text.strip());
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** A host suffix or an origin. */
  static final class AllowedHost implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return read(text, OptionRules::allowedHost);
    }
  }

  /** The name of a namespace. */
  static final class Namespace implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return read(text, OptionRules::namespace);
    }
  }

  /** The name of an installation. */
  static final class InstallationId implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return read(text, OptionRules::installationId);
    }
  }

  /** A port to listen on. */
  static final class Port implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.strip().matches("-?\\d{1,9}")) {
        throw new TypeConversionException(
            "'" + text + "' is not a port: write a number from 0 to 65535");
      }
      return read(text, number -> OptionRules.port(Integer.parseInt(number)));
    }
  }

  /** How much is logged. */
  static final class LogLevel implements ITypeConverter<Level> {
    private static final Set<String> LEVELS = Set.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");

    @Override
    public Level convert(String text) {
      var name = text.strip().toUpperCase(Locale.ROOT);
      if (!LEVELS.contains(name)) {
        throw new TypeConversionException(
            "'" + text + "' is none of ERROR, WARN, INFO, DEBUG and TRACE");
      }
      return Level.toLevel(name);
    }
  }
}
