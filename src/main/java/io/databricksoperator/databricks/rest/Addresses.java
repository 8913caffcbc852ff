package io.databricksoperator.databricks.rest;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Set;

/**
 * Which addresses are never a workspace: the machine itself, its link (where clouds keep their
 * metadata services), and metadata services elsewhere (design 3.8). Private ranges are fine:
 * private links use them.
 */
final class Addresses {

  /** Alibaba's and Oracle's metadata services, Azure's wire server. */
  private static final Set<String> METADATA =
      Set.of("100.100.100.200", "192.0.0.192", "168.63.129.16");

  private Addresses() {}

  /** Whether a connection to this address is refused. */
  static boolean forbidden(InetAddress address) {
    return switch (address) {
      case Inet4Address four -> forbiddenQuad(four.getAddress(), 0);
      case Inet6Address six -> forbidden6(six);
      default -> true;
    };
  }

  private static boolean forbidden6(Inet6Address address) {
    var bytes = address.getAddress();
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || startsWith(bytes, 0xfd, 0x00, 0x0e, 0xc2)
        || startsWith(bytes, 0xfd, 0x20, 0x00, 0xce)
        || hidesForbidden(bytes);
  }

  /** An IPv4 address inside: mapped, compatible, NAT64, 6to4. */
  private static boolean hidesForbidden(byte[] bytes) {
    if (startsWith(bytes, 0x20, 0x02)) {
      return forbiddenQuad(bytes, 2);
    }
    var zeros = new int[10];
    var embedded =
        startsWith(bytes, zeros) && (startsAt(bytes, 10, 0, 0) || startsAt(bytes, 10, 0xff, 0xff))
            || startsWith(bytes, 0x00, 0x64, 0xff, 0x9b);
    return embedded && forbiddenQuad(bytes, 12);
  }

  private static boolean forbiddenQuad(byte[] bytes, int at) {
    var quad = Arrays.copyOfRange(bytes, at, at + 4);
    int first = quad[0] & 0xff;
    int second = quad[1] & 0xff;
    var dotted = first + "." + second + "." + (quad[2] & 0xff) + "." + (quad[3] & 0xff);
    return first == 0
        || first == 127
        || first >= 224
        || first == 169 && second == 254
        || METADATA.contains(dotted);
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    return startsAt(bytes, 0, prefix);
  }

  private static boolean startsAt(byte[] bytes, int at, int... wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if ((bytes[at + i] & 0xff) != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
