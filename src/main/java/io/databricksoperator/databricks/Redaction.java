package io.databricksoperator.databricks;

import java.util.regex.Pattern;

/** Takes secrets out of text that others wrote, before it reaches a status, an event or a log. */
public final class Redaction {

  private static final Pattern SECRET =
      Pattern.compile(
          "dapi[0-9a-fA-F]{8,}(-\\d+)?"
              + "|dkea[0-9a-fA-F]{8,}|dose[0-9a-fA-F]{8,}|dsapi[0-9a-fA-F]{8,}"
              + "|eyJ[A-Za-z0-9_-]{6,}\\.[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]*)?"
              + "|(?i:bearer|basic)\\s+[A-Za-z0-9._~+/=-]{8,}"
              + "|AKIA[0-9A-Z]{16}"
              + "|(?<=[?&]sig=)[^&\\s\"']+");

  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)((?:client_secret|password|passwd|secret_key|access_key|access_token|api_key"
              + "|account_key|sas_token|private_key|token)[\"']?\\s*[=:]\\s*[\"']?)[^\\s\"',;&]{4,}");

  /** How much more than what is kept is looked at: a secret that is cut in two hides nothing. */
  private static final int SLACK = 4096;

  private Redaction() {}

  /**
   * The text with Databricks tokens, JWTs, Authorization values and named secrets replaced by
   * {@code ***}. A null becomes the empty text.
   */
  public static String of(String text) {
    if (text == null) {
      return "";
    }
    var masked = SECRET.matcher(text).replaceAll("***");
    return NAMED.matcher(masked).replaceAll("$1***");
  }

  /** The redacted text, cut to this many characters with a mark where it was cut. */
  public static String of(String text, int most) {
    var enough = most + SLACK;
    var clean = of(text != null && text.length() > enough ? text.substring(0, enough) : text);
    return clean.length() <= most ? clean : clean.substring(0, most - 1) + "…";
  }
}
