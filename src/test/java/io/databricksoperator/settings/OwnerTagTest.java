package io.databricksoperator.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.settings.OwnerTag.Claim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerTagTest {
  private static final OwnerTag OURS = OwnerTag.of("cluster-1", "team-a", "nightly");

  @Test
  void theValueIsTwoHashesAndFitsATag() {
    // Given an owner

    // When
    var value = OURS.value();

    // Then
    assertThat(value).isEqualTo("4afb32cc106e2c92.266f5c2e2a1c044d216c1063efacd409");
    assertThat(OwnerTag.parse(value)).contains(OURS);
  }

  @Test
  void theThreeClaimsAreToldApart() {
    // Given
    var elsewhere = OwnerTag.of("cluster-2", "team-a", "nightly").value();
    var another = OwnerTag.of("cluster-1", "team-b", "nightly").value();

    // When
    var claims = new Claim[] {OURS.claim(OURS.value()), OURS.claim(elsewhere), OURS.claim(another)};

    // Then
    assertThat(claims).containsExactly(Claim.Ours, Claim.SameObjectOtherInstallation, Claim.Other);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "mine", "4afb32cc106e2c92.266f5c2e2a1c044d216c1063efacd409 "})
  void whatIsNoTagOfOursClaimsNothing(String value) {
    // Given a tag that someone else wrote, or none

    // When
    var claim = OURS.claim(value);

    // Then
    assertThat(claim).isEqualTo(Claim.Other);
    assertThat(OwnerTag.parse(value)).isEmpty();
  }
}
