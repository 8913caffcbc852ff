package io.databricksoperator.databricks.rest;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Scheme, host and port of a URL, read strictly: what two parsers might read differently is refused
 * rather than guessed.
 *
 * @param scheme http or https
 * @param host a name, a dotted quad, or an IPv6 address in brackets; lower case
 * @param port the port, filled in where it was left out
 */
record Origin(String scheme, String host, int port) {

  private static final int LONGEST = 300;
  private static final Pattern PARTS =
      Pattern.compile("(https?)://(\\[[0-9a-f:.]+]|[a-z0-9.-]+)(?::(\\d{1,5}))?");
  private static final Pattern NAME =
      Pattern.compile(
          "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern QUAD = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)");

  /** What reading came to. */
  sealed interface Parsed {}

  /** It is an origin. */
  record Good(Origin origin) implements Parsed {}

  /** It is none; the words say what is wrong, without repeating what was written. */
  record Bad(String sentence) implements Parsed {}

  /** Reads an origin. */
  static Parsed parse(String text) {
    if (text == null || text.isBlank()) {
      return new Bad("There must be a host");
    }
    if (text.length() > LONGEST) {
      return new Bad("The host must not be longer than any name can be");
    }
    var lower = text.toLowerCase(Locale.ROOT);
    var matcher = PARTS.matcher(lower);
    if (!matcher.matches()) {
      return new Bad(complaint(lower));
    }
    var secure = matcher.group(1).equals("https");
    var port = matcher.group(3) == null ? (secure ? 443 : 80) : Integer.parseInt(matcher.group(3));
    var origin = new Origin(matcher.group(1), matcher.group(2), port);
    if (port < 1 || port > 65535) {
      return new Bad("The host's port must be from 1 to 65535");
    }
    var problem = origin.hostProblem();
    return problem == null ? new Good(origin) : new Bad(problem);
  }

  private static String complaint(String text) {
    if (!text.startsWith("https://") && !text.startsWith("http://")) {
      return "The host must begin with https://";
    }
    var rest = text.substring(text.indexOf("//") + 2);
    if (rest.indexOf('@') >= 0) {
      return "The host must not hold a user name or password (nothing before an @)";
    }
    if (rest.indexOf('/') >= 0 || rest.indexOf('?') >= 0 || rest.indexOf('#') >= 0) {
      return "The host must end with its name (no /, path, query or fragment after it)";
    }
    if (rest.chars().anyMatch(c -> c > 126)) {
      return "The host must be written in ASCII, an international name in its xn-- form";
    }
    return "The host must be https:// and a plain name of letters, digits, dots and hyphens";
  }

  private String hostProblem() {
    if (host.endsWith(".")) {
      return "The host must not end with a dot";
    }
    if (isIp() ? !canonicalIp() : !NAME.matcher(host).matches() || host.length() > 253) {
      return isIp()
          ? "The host must be a name, not an IP address in a form that can be read in two ways"
          : "The host must be a plain name of letters, digits, dots and hyphens";
    }
    return null;
  }

  /** Whether the host is an IP address in any form that some software would take for one. */
  boolean isIp() {
    return host.startsWith("[") || NUMERIC_END.matcher(host).matches();
  }

  private boolean canonicalIp() {
    return host.startsWith("[") ? !host.contains(".") : QUAD.matcher(host).matches();
  }

  boolean secure() {
    return scheme.equals("https");
  }

  /** Whether the port is the scheme's own. */
  boolean usualPort() {
    return port == (secure() ? 443 : 80);
  }

  @Override
  public String toString() {
    return scheme + "://" + host + (usualPort() ? "" : ":" + port);
  }
}
