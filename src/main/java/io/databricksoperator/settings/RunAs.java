package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/**
 * The identity that a job's runs use when the manifest names none.
 *
 * @param name a user's e-mail, or a service principal's application id
 * @param servicePrincipal whether it is a service principal
 */
public record RunAs(String name, boolean servicePrincipal) {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /** Tells a service principal by its name, which is a UUID (databricks-api.md 6.1.6). */
  public static RunAs of(String name) {
    return new RunAs(name, UUID.matcher(name).matches());
  }

  /** The Jobs API's {@code run_as}. */
  ObjectNode tree() {
    return Trees.JSON
        .objectNode()
        .put(servicePrincipal ? "service_principal_name" : "user_name", name);
  }
}
