package io.databricksoperator.operator;

import io.databricksoperator.databricks.Auth;
import io.databricksoperator.databricks.DatabricksApi;
import io.databricksoperator.databricks.rest.ConnectionSettings;
import io.databricksoperator.databricks.rest.DatabricksClients;
import io.databricksoperator.workspace.Dialer;
import java.util.Optional;

/** Opens doors that speak HTTP. */
record RestDialer(DatabricksClients clients) implements Dialer {

  @Override
  public Optional<String> hostProblem(String host) {
    return clients.rules().check(host);
  }

  @Override
  public DatabricksApi dial(
      String label, String host, Auth auth, int requestsPerSecond, Runnable whenDoubted) {
    var settings = new ConnectionSettings(host, auth, requestsPerSecond, label);
    return clients.open(settings, whenDoubted);
  }
}
