package io.databricksoperator.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.databricksoperator.api.Phase;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Progress;
import io.databricksoperator.fixtures.World;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A secret that someone's task prints, or that Databricks quotes, goes no further. */
class RunSecrecyTest {

  private static final List<String> SECRETS =
      List.of(
          "dapi0123456789abcdef0123456789abcdef",
          "dapi-operator-0123456789abcdef",
          "eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl",
          "s3cr3t-of-a-client",
          "hunter2hunter2",
          "hunter3hunter3",
          "c2VjcmV0c2VjcmV0",
          "swordfish1",
          "glpat-abcdefghijklmnopqrst",
          "ghp_abcdefghijklmnopqrstuvwxyz0123456789");

  private static final String LEAK =
      "token dapi0123456789abcdef0123456789abcdef, Bearer eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl,"
          + " client_secret=s3cr3t-of-a-client, password: hunter2hunter2,"
          + " jdbc:postgresql://bot:hunter3hunter3@db/x, AccountKey=c2VjcmV0c2VjcmV0;"
          + " Pwd=swordfish1; https://oauth2:glpat-abcdefghijklmnopqrst@gitlab.com/x.git,"
          + " ghp_abcdefghijklmnopqrstuvwxyz0123456789";

  @Test
  void secretsInErrorsAndMessagesAreInNoStatusEventOrLog() {
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    var ours = (Logger) LoggerFactory.getLogger("io.databricksoperator");
    var level = ours.getLevel();
    var logs = new ListAppender<ILoggingEvent>();
    logs.start();
    try (var world = World.started()) {
      // Given
      root.addAppender(logs);
      ours.setLevel(Level.DEBUG);
      world
          .databricks()
          .script(
              """
              {"job": "leaky", "attempts": [{"result": "FAILED", "code": "DRIVER_ERROR",
               "message": "m %s", "error": "e %s", "errorTrace": "t %s"}]}
              """
                  .formatted(LEAK, LEAK, LEAK));
      var progress = Progress.of(world);
      progress.job("leaky", "repairPolicy: {maxAttempts: 1, backoff: {initial: 10s}}");
      world
          .databricks()
          .fault(
              """
              {"route": "POST /api/2.2/jobs/runs/repair", "times": 1, "status": 403, "body": {
               "error_code": "PERMISSION_DENIED", "message": "no: %s"}}
              """
                  .formatted(LEAK));

      // When
      progress.start("leaky", "leaky", "");
      progress.until("leaky", Phase.RepairPending);
      var seen = new ArrayList<String>();
      seen.add(Serialization.asJson(world.run("leaky")));
      progress.until("a refusal", "leaky", s -> s.message().contains("PERMISSION_DENIED"));
      seen.add(Serialization.asJson(world.run("leaky")));
      world
          .databricks()
          .fault(
              """
              {"route": "POST /api/2.2/jobs/run-now", "times": 1, "status": 400, "body": {
               "error_code": "INVALID_PARAMETER_VALUE", "message": "bad: %s"}}
              """
                  .formatted(LEAK));
      world.apply(Manifests.run("refused", "leaky", ""));
      progress.until("refused", Phase.Failed);
      seen.add(Serialization.asJson(world.run("refused")));
      seen.addAll(world.events("leaky"));
      seen.addAll(world.events("refused"));
      for (var log : List.copyOf(logs.list)) {
        seen.add(log.getFormattedMessage() + log.getKeyValuePairs());
      }

      // Then
      assertThat(seen).anyMatch(text -> text.contains("***"));
      for (var secret : SECRETS) {
        assertThat(seen).noneMatch(text -> text.contains(secret));
      }
    } finally {
      ours.setLevel(level);
      root.detachAppender(logs);
    }
  }
}
