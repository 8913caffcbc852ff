package io.databricksoperator.databricks.rest;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which hosts the operator may send credentials to (design 3.8, operator-checklist.md 4).
 * Databricks' own domains are allowed over https; an administrator adds domains, or single origins,
 * which alone may be plain http, have a port, or be an IP address.
 */
public final class HostRules {

  /** Databricks' own domains in all clouds. */
  private static final List<String> DATABRICKS =
      List.of(
          ".cloud.databricks.com",
          ".cloud.databricks.us",
          ".cloud.databricks.mil",
          ".azuredatabricks.net",
          ".databricks.azure.us",
          ".databricks.azure.cn",
          ".gcp.databricks.com");

  private final Set<String> suffixes;
  private final Set<Origin> origins;

  private HostRules(Set<String> suffixes, Set<Origin> origins) {
    this.suffixes = Set.copyOf(suffixes);
    this.origins = Set.copyOf(origins);
  }

  /**
   * Databricks' own domains and these besides.
   *
   * @param added each a domain ({@code .corp.example}: every name under it; {@code corp.example}:
   *     that name too) or an origin ({@code https://proxy.corp:8443}, {@code
   *     http://127.0.0.1:1234})
   * @throws IllegalArgumentException if one of them is neither, with a sentence for the command
   *     line
   */
  public static HostRules of(Collection<String> added) {
    var suffixes = new LinkedHashSet<>(DATABRICKS);
    var origins = new LinkedHashSet<Origin>();
    for (var entry : added) {
      if (entry.contains("://")) {
        origins.add(origin(entry));
      } else {
        suffixes.add(suffix(entry));
      }
    }
    return new HostRules(suffixes, origins);
  }

  private static Origin origin(String entry) {
    return switch (Origin.parse(entry)) {
      case Origin.Good(Origin origin) -> origin;
      case Origin.Bad(String sentence) ->
          throw new IllegalArgumentException("Allowed host '" + entry + "': " + sentence);
    };
  }

  private static String suffix(String entry) {
    var lower = entry.toLowerCase(Locale.ROOT);
    var name = lower.startsWith(".") ? lower.substring(1) : lower;
    var readable =
        Origin.parse("https://" + name) instanceof Origin.Good(Origin origin)
            && origin.host().equals(name)
            && !origin.isIp();
    if (!readable || name.indexOf('.') < 0) {
      throw new IllegalArgumentException(
          "Allowed host '"
              + entry
              + "' must be a domain of two or more parts (.corp.example) or an origin"
              + " (https://proxy.corp:8443).");
    }
    return lower;
  }

  /**
   * Whether credentials may be sent to this host.
   *
   * @param host as a user wrote it into {@code spec.host}
   * @return nothing if they may; else a sentence that says what is wrong and what to write
   */
  public Optional<String> check(String host) {
    return switch (read(host)) {
      case Origin.Bad(String sentence) -> Optional.of(sentence);
      case Origin.Good good -> Optional.empty();
    };
  }

  /** The origin of an allowed host, or the sentence that {@link #check} gives. */
  Origin.Parsed read(String host) {
    return switch (Origin.parse(host)) {
      case Origin.Bad bad -> bad;
      case Origin.Good(Origin origin) -> {
        var refusal = origins.contains(origin) ? null : refusal(origin);
        yield refusal == null ? new Origin.Good(origin) : new Origin.Bad(refusal);
      }
    };
  }

  /** Whether this very origin was listed, so that it may have any address. */
  boolean lists(Origin origin) {
    return origins.contains(origin);
  }

  private String refusal(Origin origin) {
    var remedy = " An administrator allows it with --allowed-host " + origin + " on the operator.";
    if (!origin.secure()) {
      return "The host must be https://: credentials are not sent unprotected." + remedy;
    }
    if (origin.isIp()) {
      return "The host must be a name, not an IP address." + remedy;
    }
    if (!origin.usualPort()) {
      return "The host must not have a port." + remedy;
    }
    if (suffixes.stream().noneMatch(suffix -> covers(suffix, origin.host()))) {
      return "The host "
          + origin.host()
          + " is none of Databricks' own (such as *.cloud.databricks.com, *.azuredatabricks.net,"
          + " *.gcp.databricks.com)."
          + remedy;
    }
    return null;
  }

  private static boolean covers(String suffix, String host) {
    return suffix.startsWith(".")
        ? host.endsWith(suffix)
        : host.equals(suffix) || host.endsWith("." + suffix);
  }
}
