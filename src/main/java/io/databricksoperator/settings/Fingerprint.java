package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Short salted hashes of JSON trees: they tell whether something changed and hold no value. The
 * order of fields does not matter, nor how a number is written; the order of an array does.
 */
public final class Fingerprint {
  private static final int LENGTH = 12;

  private Fingerprint() {}

  /**
   * The tree's fingerprint: 12 hexadecimal characters.
   *
   * @param tree any tree; null counts as absent, as a missing node does
   * @param salt keeps equal values of different objects from having equal fingerprints, and short
   *     values from being looked up
   */
  public static String of(JsonNode tree, String salt) {
    return sha256(salt + "\n" + canonical(tree)).substring(0, LENGTH);
  }

  /** The fingerprint of settings in their normal form: what means the same has the same one. */
  public static String ofSettings(JsonNode settings, String salt) {
    return of(Normal.of(settings), salt);
  }

  /** The hexadecimal SHA-256 of the text. */
  static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** One text per meaning: fields sorted, numbers by value. */
  static String canonical(JsonNode tree) {
    var text = new StringBuilder();
    if (tree != null) {
      append(text, tree);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, JsonNode node) {
    if (node.isObject()) {
      text.append('{');
      Trees.names(node).stream()
          .sorted()
          .forEach(
              name -> {
                text.append(TextNode.valueOf(name)).append(':');
                append(text, node.get(name));
                text.append(',');
              });
      text.append('}');
    } else if (node.isArray()) {
      text.append('[');
      for (var element : node) {
        append(text, element);
        text.append(',');
      }
      text.append(']');
    } else {
      text.append(Tidy.scalar(node));
    }
  }
}
