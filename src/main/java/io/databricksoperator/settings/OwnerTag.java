package io.databricksoperator.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The tag that says whose a job is, since jobs/create has no token and names are not unique (design
 * 5, databricks-api.md 1.3): {@code <hash of installation>.<hash of namespace/name>}. Hashes, so
 * that it fits the syntax of every cloud's cluster tags and tells strangers nothing.
 *
 * @param installation 16 hexadecimal characters
 * @param object 32 hexadecimal characters
 */
public record OwnerTag(String installation, String object) {
  /** The tag's key. */
  public static final String NAME = "databricks-operator-owner";

  private static final int INSTALLATION = 16;
  private static final int OBJECT = 32;
  private static final Pattern SHAPE =
      Pattern.compile("([0-9a-f]{" + INSTALLATION + "})\\.([0-9a-f]{" + OBJECT + "})");

  /** Whose a tag says the job is, seen from one object. */
  public enum Claim {
    /** This object of this installation. */
    Ours,
    /** An object with our namespace and name, of another installation. */
    SameObjectOtherInstallation,
    /** Another object, or no tag of ours at all. */
    Other
  }

  /** The tag of an object: the same for every life of an object with this namespace and name. */
  public static OwnerTag of(String installationId, String namespace, String name) {
    return new OwnerTag(
        Fingerprint.sha256(installationId).substring(0, INSTALLATION),
        Fingerprint.sha256(namespace + "/" + name).substring(0, OBJECT));
  }

  /** Reads a tag's value; empty when it is null or not of this shape. */
  public static Optional<OwnerTag> parse(String value) {
    var match = SHAPE.matcher(value == null ? "" : value);
    return match.matches()
        ? Optional.of(new OwnerTag(match.group(1), match.group(2)))
        : Optional.empty();
  }

  /** The value that is written into the tag. */
  public String value() {
    return installation + "." + object;
  }

  /**
   * What a job's tag says about this object.
   *
   * @param found the value found on the job, or null
   */
  public Claim claim(String found) {
    var tag = parse(found);
    if (tag.isEmpty() || !tag.get().object().equals(object)) {
      return Claim.Other;
    }
    return tag.get().installation().equals(installation)
        ? Claim.Ours
        : Claim.SameObjectOtherInstallation;
  }
}
