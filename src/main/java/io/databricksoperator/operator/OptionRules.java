package io.databricksoperator.operator;

import io.databricksoperator.databricks.rest.HostRules;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an installation may write for each of its options. What it may not is told in a sentence for
 * the command line, by an {@link IllegalArgumentException}.
 */
public final class OptionRules {

  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final int LAST_PORT = 65_535;

  private OptionRules() {}

  /** A host suffix or an origin. */
  public static String allowedHost(String text) {
    HostRules.of(List.of(text));
    return text;
  }

  /** A name that a namespace can have. */
  public static String namespace(String text) {
    if (!NAMESPACE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' cannot be the name of a namespace: write lower case letters, digits and hyphens,"
              + " at most 63");
    }
    return text;
  }

  /** A port; 0 stands for a free one. */
  public static int port(int number) {
    if (number < 0 || number > LAST_PORT) {
      throw new IllegalArgumentException(
          "there is no port " + number + ": write one from 1 to 65535, or 0 for a free one");
    }
    return number;
  }

  /** Anything but nothing: jobs of two installations of the same name look like one's own. */
  public static String installationId(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "it is blank, and a blank name would be the same in every cluster: write one, or leave"
              + " the option out for the uid of the namespace kube-system");
    }
    return text;
  }
}
