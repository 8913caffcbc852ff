package io.databricksoperator.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Reason;
import io.databricksoperator.databricks.Identity;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

  private static final ResourceID ID = new ResourceID("main", "team");
  private static final Access CLOSED = new Access.Closed(Reason.SecretNotFound, "no Secret");

  private final Connections connections = new Connections();
  private final List<ResourceID> told = new ArrayList<>();

  private static Link link(String user) {
    var pace = new Link.Pace(Duration.ofSeconds(10), Duration.ofMinutes(5));
    return new Link(ID, "https://a.example", null, new Identity(user, "1"), pace);
  }

  @Test
  void whatNobodyCheckedIsUnchecked() {
    assertThat(connections.access(ID)).isEqualTo(new Access.Unchecked());
    assertThat(connections.last(ID)).isEmpty();
  }

  @Test
  void onlyChangesAreTold() {
    // Given
    connections.whenChanged(told::add);

    // When
    connections.put(ID, new Access.Open(link("ann")));
    connections.put(ID, new Access.Open(link("ann")));
    connections.put(ID, CLOSED);
    connections.put(ID, CLOSED);

    // Then
    assertThat(told).containsExactly(ID, ID);
  }

  @Test
  void theSameReasonInOtherWordsIsNoNewsButAnotherReasonIs() {
    // Given
    connections.put(ID, CLOSED);
    connections.whenChanged(told::add);

    // When
    var reworded = new Access.Closed(Reason.SecretNotFound, "still no Secret");
    connections.put(ID, reworded);
    var before = List.copyOf(told);
    connections.put(ID, new Access.Closed(Reason.Unreachable, "no Secret"));

    // Then
    assertThat(before).isEmpty();
    assertThat(told).containsExactly(ID);
  }

  @Test
  void anOpenDoorThatLeadsElsewhereIsNews() {
    // Given
    connections.put(ID, new Access.Open(link("ann")));
    connections.whenChanged(told::add);

    // When
    connections.put(ID, new Access.Open(link("ben")));

    // Then
    assertThat(told).containsExactly(ID);
  }

  @Test
  void theLastOpenDoorIsKeptWhileTheWorkspaceIsClosed() {
    // When
    connections.put(ID, new Access.Open(link("ann")));
    connections.put(ID, new Access.Open(link("ben")));
    connections.put(ID, CLOSED);

    // Then
    assertThat(connections.access(ID)).isEqualTo(CLOSED);
    assertThat(connections.last(ID)).contains(link("ben"));
  }

  @Test
  void aForgottenWorkspaceLeavesNothingAndWhoKeepsMoreOfItIsTold() {
    // Given
    connections.whenForgotten(told::add);
    connections.put(ID, new Access.Open(link("ann")));

    // When
    connections.forget(ID);

    // Then
    assertThat(told).containsExactly(ID);
    assertThat(connections.access(ID)).isEqualTo(new Access.Unchecked());
    assertThat(connections.last(ID)).isEmpty();
  }
}
