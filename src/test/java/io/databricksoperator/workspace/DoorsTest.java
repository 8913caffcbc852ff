package io.databricksoperator.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.DatabricksWorkspace;
import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.Auth;
import io.databricksoperator.databricks.CallObserver;
import io.databricksoperator.databricks.DatabricksApi;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.Identity;
import io.databricksoperator.databricks.rest.ConnectionSettings;
import io.databricksoperator.databricks.rest.DatabricksClients;
import io.databricksoperator.databricks.rest.HostRules;
import io.databricksoperator.fixtures.MovableClock;
import io.databricksoperator.fixtures.SimulatedDatabricks;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a door is made, tried, kept and forgotten. */
class DoorsTest {

  private static final ResourceID ID = new ResourceID("main", "team");
  private static final String ME = "GET /api/2.0/preview/scim/v2/Me";
  private static final Auth GOOD = new Auth.Token(SimulatedDatabricks.TOKEN);
  private static final Auth BAD = new Auth.Token("dapi-unknown");

  private final MovableClock clock = new MovableClock();
  private final SimulatedDatabricks databricks = new SimulatedDatabricks(clock);
  private final DatabricksClients clients =
      new DatabricksClients(HostRules.of(List.of(databricks.url())), clock, CallObserver.NONE);
  private final List<String> dialled = new ArrayList<>();
  private final List<ResourceID> refused = new ArrayList<>();
  private final Doors doors = new Doors(new Dialling(), refused::add);

  @AfterEach
  void close() {
    clients.close();
    databricks.close();
  }

  private Doors.Door open(String uid, Auth auth, String more) {
    var workspace =
        Serialization.unmarshal(
            """
            metadata: {name: main, namespace: team, uid: %s}
            spec: {host: "%s/" %s}
            """
                .formatted(uid, databricks.url(), more),
            DatabricksWorkspace.class);
    return doors.open(workspace, auth, clock.instant());
  }

  private void fail(String how) {
    databricks.fault("{\"route\": \"%s\", \"times\": 1, %s}".formatted(ME, how));
  }

  private static String words(Doors.Door door) {
    return switch (door.identity()) {
      case Answer.Ok<Identity> ok -> "open";
      case Answer.Failed<Identity>(DatabricksFailure failure) -> failure.text();
    };
  }

  private int tried() {
    return databricks.calls(ME);
  }

  @Test
  void aGoodDoorIsNotTriedAgainForTenMinutes() {
    // When
    var first = open("u", GOOD, "");
    clock.advance(Duration.ofMinutes(9));
    var second = open("u", GOOD, "");

    // Then
    assertThat(second).isSameAs(first);
    assertThat(tried()).isEqualTo(1);

    // When
    clock.advance(Duration.ofMinutes(1));
    var third = open("u", GOOD, "");

    // Then
    assertThat(third.api()).isSameAs(first.api());
    assertThat(tried()).isEqualTo(2);
    assertThat(dialled).containsExactly("team/main");
  }

  @Test
  void aBadDoorIsTriedEveryTime() {
    // When
    open("u", BAD, "");
    open("u", BAD, "");

    // Then
    assertThat(tried()).isEqualTo(2);
    assertThat(dialled).hasSize(1);
  }

  @Test
  void aDoorThatFailsOnceStaysOpenAndIsTriedAgainSoon() {
    // Given
    var open = open("u", GOOD, "");
    fail("\"status\": 503");

    // When
    clock.advance(Duration.ofMinutes(10));
    var doubtful = open("u", GOOD, "");
    var again = open("u", GOOD, "");

    // Then
    assertThat(doubtful.identity()).isEqualTo(open.identity());
    assertThat(doubtful.again()).isEqualTo(Duration.ofSeconds(2));
    assertThat(again.identity()).isEqualTo(open.identity());
    assertThat(again.again()).isNull();
    assertThat(tried()).isEqualTo(3);
  }

  @Test
  void aDoorThatFailsTwiceInARowIsClosed() {
    // Given
    open("u", GOOD, "");
    fail("\"status\": 503");
    fail("\"status\": 503");

    // When
    clock.advance(Duration.ofMinutes(10));
    open("u", GOOD, "");
    var closed = open("u", GOOD, "");

    // Then
    assertThat(words(closed)).startsWith("TEMPORARILY_UNAVAILABLE");
    assertThat(closed.again()).isNull();
  }

  @Test
  void aDoorThatAsksForPatienceIsTriedAgainWhenItWantsToBe() {
    // Given
    open("u", GOOD, "");
    fail("\"status\": 429, \"headers\": {\"Retry-After\": \"30\"}");

    // When
    clock.advance(Duration.ofMinutes(10));
    var doubtful = open("u", GOOD, "");

    // Then
    assertThat(words(doubtful)).isEqualTo("open");
    assertThat(doubtful.again()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aRefusalClosesTheDoorAtOnce() {
    // Given
    open("u", GOOD, "");
    databricks.token("{\"revoke\": \"%s\"}".formatted(SimulatedDatabricks.TOKEN));

    // When
    clock.advance(Duration.ofMinutes(10));
    var closed = open("u", GOOD, "");

    // Then
    assertThat(words(closed)).contains("Invalid access token");
  }

  @Test
  void theSameTroubleKeepsItsFirstWords() {
    // Given
    fail("\"status\": 503, \"body\": {\"error_code\": \"A\", \"message\": \"request 1\"}");
    fail("\"status\": 500, \"body\": {\"error_code\": \"B\", \"message\": \"request 2\"}");
    fail("\"status\": 401, \"body\": {\"error_code\": \"C\", \"message\": \"request 3\"}");
    fail("\"status\": 401, \"body\": {\"error_code\": \"C\", \"message\": \"request 4\"}");
    fail("\"status\": 401, \"body\": {\"error_code\": \"D\", \"message\": \"request 5\"}");

    // When
    var said = IntStream.range(0, 5).mapToObj(i -> words(open("u", GOOD, ""))).toList();

    // Then
    assertThat(said)
        .containsExactly(
            "A: request 1", "A: request 1", "C: request 3", "C: request 3", "D: request 5");
  }

  @Test
  void aTryFromBeforeTheClockWasSetBackCountsNoMore() {
    // Given
    open("u", GOOD, "");

    // When
    clock.advance(Duration.ofHours(-1));
    open("u", GOOD, "");
    open("u", GOOD, "");

    // Then
    assertThat(tried()).isEqualTo(2);
  }

  @Test
  void aDoorThatWasRefusedIsTriedOnceMoreWhateverWasAskedForThroughIt() {
    // Given
    var door = open("u", GOOD, "");
    databricks.token("{\"revoke\": \"%s\"}".formatted(SimulatedDatabricks.TOKEN));

    // When
    door.api().getJob(1);
    var told = List.copyOf(refused);
    databricks.token("{\"token\": \"%s\", \"user\": \"me\"}".formatted(SimulatedDatabricks.TOKEN));
    open("u", GOOD, "");
    open("u", GOOD, "");

    // Then
    assertThat(told).containsExactly(ID);
    assertThat(tried()).isEqualTo(2);
  }

  @Test
  void otherCredentialsAnotherRateOrAnotherObjectAreAnotherDoor() {
    // When
    open("u", GOOD, "");
    open("u", BAD, "");
    open("u", GOOD, "");
    open("u", GOOD, ", requestsPerSecond: 3");
    open("v", GOOD, ", requestsPerSecond: 3");

    // Then
    assertThat(dialled).hasSize(5);
  }

  @Test
  void aForgottenDoorIsMadeAnew() {
    // Given
    open("u", GOOD, "");

    // When
    doors.forget(ID);
    open("u", GOOD, "");

    // Then
    assertThat(dialled).hasSize(2);
  }

  private final class Dialling implements Dialer {
    @Override
    public Optional<String> hostProblem(String host) {
      return clients.rules().check(host);
    }

    @Override
    public DatabricksApi dial(
        String label, String host, Auth auth, int requestsPerSecond, Runnable whenDoubted) {
      dialled.add(label);
      return clients.open(new ConnectionSettings(host, auth, 100, label), whenDoubted);
    }
  }
}
