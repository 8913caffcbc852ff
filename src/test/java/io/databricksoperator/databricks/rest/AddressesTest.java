package io.databricksoperator.databricks.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a name may lead to. */
class AddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "169.254.170.2",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16",
        "::1",
        "::",
        "fe80::1",
        "ff02::1",
        "fd00:ec2::254",
        "fd00:ec2::23",
        "fd20:ce::254",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "64:ff9b::6464:64c8"
      })
  void theMachineItsLinkAndMetadataServicesAreForbidden(String address) throws Exception {
    assertThat(Addresses.forbidden(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "100.100.100.201",
        "52.1.2.3",
        "fd12:3456::1",
        "2600:1f18::1",
        "::ffff:10.0.0.1",
        "64:ff9b::3401:0203",
        "2002:3401:0203::1"
      })
  void publicAndPrivateAddressesAreFine(String address) throws Exception {
    assertThat(Addresses.forbidden(InetAddress.getByName(address))).isFalse();
  }

  @Test
  void oneForbiddenAddressRefusesTheName() throws Exception {
    // Given
    var answers = addresses("52.1.2.3", "169.254.169.254");

    // When
    var dns = new GuardedDns(host -> answers, false);

    // Then
    assertThatExceptionOfType(UnknownHostException.class)
        .isThrownBy(() -> dns.lookup("x.cloud.databricks.com"))
        .withMessageContaining("169.254.169.254")
        .withMessageContaining("--allowed-host");
  }

  @Test
  void aListedOriginMayHaveAnyAddress() throws Exception {
    var answers = addresses("127.0.0.1");

    assertThat(new GuardedDns(host -> answers, true).lookup("localhost")).isEqualTo(answers);
  }

  @Test
  void anAddressThatFailedComesLastUntilItWorksAgain() throws Exception {
    // Given
    var answers = addresses("10.0.0.1", "10.0.0.2");
    var dns = new GuardedDns(host -> answers, false);

    // When
    dns.failed(answers.getFirst());

    // Then
    assertThat(dns.lookup("x")).isEqualTo(answers.reversed());
    dns.worked(answers.getFirst());
    assertThat(dns.lookup("x")).isEqualTo(answers);
  }

  private static List<InetAddress> addresses(String... literals) throws UnknownHostException {
    var addresses = new ArrayList<InetAddress>();
    for (var literal : literals) {
      addresses.add(InetAddress.getByName(literal));
    }
    return addresses;
  }
}
