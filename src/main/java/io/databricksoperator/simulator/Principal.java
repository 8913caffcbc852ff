package io.databricksoperator.simulator;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Who calls. A service principal's user name is its application id (databricks-api.md 5.7).
 *
 * @param userName what runs and jobs are created as
 * @param servicePrincipal whether it is one, else a user
 */
record Principal(String userName, boolean servicePrincipal) {
  static Principal user(String userName) {
    return new Principal(userName, false);
  }

  /** A number that stays the same for the same name. */
  String id() {
    long bits =
        UUID.nameUUIDFromBytes(userName.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
    return Long.toString(bits >>> 14);
  }
}
