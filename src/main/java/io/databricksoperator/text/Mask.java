package io.databricksoperator.text;

import com.google.re2j.Pattern;

/**
 * Knows secrets by their looks. RE2 takes linear time for any text: nobody can hang the operator
 * with one.
 */
public final class Mask {

  /** Tokens that show by themselves what they are, and blocks of keys. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?i:d(?:api|kea|ose|sapi)[0-9a-f]{8,}(?:-\\d+)?)"
              + "|eyJ[A-Za-z0-9_-]{6,}\\.[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]*)?"
              + "|(?i:bearer|basic)\\s+[A-Za-z0-9._~+/=-]{8,}"
              + "|A(?:KIA|SIA)[0-9A-Z]{16}"
              + "|AIza[A-Za-z0-9_-]{30,}"
              + "|gl(?:pat|dt|rt)-[A-Za-z0-9_-]{16,}"
              + "|(?:gh[pousr]|github_pat)_[A-Za-z0-9_]{16,}"
              + "|xox[a-z]-[A-Za-z0-9-]{10,}"
              + "|-----BEGIN (?s:.*?)(?:-----END [A-Z0-9 ]+-----|\\z)");

  /** What stands before the @ of an address: over http it may be a token, else a password. */
  private static final Pattern LOGIN = Pattern.compile("(https?://|://[^/\\s:@\"']*:)[^/\\s\"']+@");

  /** A value whose name says what it is; PWD is also where a shell is. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)((?:secret|password|passwd|passphrase|token"
              + "|(?:api|access|account|private|sas|secret)[_-]?key)"
              + "\\\\?[\"']?\\s*[=:]\\s*\\\\?[\"']?)[^\\s\"',;&]{4,}"
              + "|(\\bpwd\\s*=\\s*)[^\\s\"',;&/][^\\s\"',;&]{3,}"
              + "|([?&]sig=)[^&\\s\"']+");

  private Mask() {}

  /** The text with {@code ***} in place of what looks like a secret. */
  public static String over(String text) {
    var masked = TOKEN.matcher(text).replaceAll("***");
    masked = LOGIN.matcher(masked).replaceAll("$1***@");
    return NAMED.matcher(masked).replaceAll("$1$2$3***");
  }

  /** Whether anything in the text looks like a secret. */
  public static boolean needed(String text) {
    return TOKEN.matcher(text).find() || LOGIN.matcher(text).find() || NAMED.matcher(text).find();
  }
}
