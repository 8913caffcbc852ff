package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
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

  /**
   * The settings with this identity as their {@code run_as} when they have none. The API echoes
   * only one that was set explicitly, so a read is completed with the job's {@code
   * run_as_user_name} before it is judged (databricks-api.md 1.1).
   *
   * @return a new tree
   */
  public ObjectNode into(JsonNode settings) {
    var copy = Trees.copy(settings);
    if (copy.path("run_as").isEmpty()) {
      copy.putObject("run_as").put(servicePrincipal ? "service_principal_name" : "user_name", name);
    }
    return copy;
  }
}
