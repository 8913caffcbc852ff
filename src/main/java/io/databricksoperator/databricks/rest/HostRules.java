package io.databricksoperator.databricks.rest;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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

  private static final String EXAMPLE = "https://adb-123.4.azuredatabricks.net";

  /** The name in what people write for a host. */
  private static final Pattern NAME = Pattern.compile("(?:[a-z]+:)?/*([^/?#:@]*)");

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
          throw entry.matches("(?i)https?://.*")
              ? new IllegalArgumentException("'" + entry + "' cannot be allowed. " + sentence + ".")
              : neither(entry);
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
      throw neither(entry);
    }
    return lower;
  }

  private static IllegalArgumentException neither(String entry) {
    return new IllegalArgumentException(
        "'"
            + entry
            + "' cannot be allowed. Write a domain of two or more parts (.corp.example), or an"
            + " origin with https:// or http:// (https://proxy.corp:8443, http://127.0.0.1:8080).");
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
      case Origin.Bad(String sentence) -> new Origin.Bad(sentence + better(host));
      case Origin.Good(Origin origin) -> {
        var refusal = origins.contains(origin) ? null : refusal(origin);
        yield refusal == null ? new Origin.Good(origin) : new Origin.Bad(refusal);
      }
    };
  }

  /** What to write in its place: the host that is meant, if it is an allowed one. */
  private String better(String host) {
    var name = NAME.matcher(host == null ? "" : host.strip().toLowerCase(Locale.ROOT));
    return name.lookingAt()
            && Origin.parse("https://" + name.group(1)) instanceof Origin.Good(Origin origin)
            && covers(origin.host())
        ? write(origin)
        : ", as in " + EXAMPLE + ".";
  }

  private static String write(Origin origin) {
    return ": write https://" + origin.host() + ".";
  }

  /** Whether this very origin was listed, so that it may have any address. */
  boolean lists(Origin origin) {
    return origins.contains(origin);
  }

  private String refusal(Origin origin) {
    boolean allowed = covers(origin.host());
    if (allowed && origin.secure() && origin.usualPort()) {
      return null;
    }
    var remedy =
        allowed
            ? write(origin)
            : ". An administrator allows it with --allowed-host " + origin + " on the operator.";
    return complaint(origin) + remedy;
  }

  private static String complaint(Origin origin) {
    if (!origin.secure()) {
      return "The host must be https://, since credentials are not sent unprotected";
    }
    if (origin.isIp()) {
      return "The host must be a name, not an IP address";
    }
    if (!origin.usualPort()) {
      return "The host must not have a port";
    }
    return "The host "
        + origin.host()
        + " is none of Databricks' own (such as *.cloud.databricks.com, *.azuredatabricks.net,"
        + " *.gcp.databricks.com)";
  }

  private boolean covers(String host) {
    return suffixes.stream().anyMatch(suffix -> covers(suffix, host));
  }

  private static boolean covers(String suffix, String host) {
    return suffix.startsWith(".")
        ? host.endsWith(suffix)
        : host.equals(suffix) || host.endsWith("." + suffix);
  }
}
